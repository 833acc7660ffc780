"""Made-up documents with the truth known: ``python -m samples.generate --seed N --count M OUT_DIR``.

The generator writes documents of many kinds, layouts, wordings and encodings, each with its gold record beside it, for
load tests, properties and learning. Its vocabularies are its own, not the program's. The same seed gives the same
bytes on any machine.
"""

from __future__ import annotations
