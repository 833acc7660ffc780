"""Files that hold documents: mail, archives, edXML envelopes. Each document inside is read as a file of its own is."""

from __future__ import annotations

from pipeline.read.containers.member import INSIDE
from pipeline.read.containers.walk import Member, is_container, walk

__all__ = ["INSIDE", "Member", "is_container", "walk"]
