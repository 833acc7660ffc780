"""Recognition (OCR) of pages: pictures become words and drawn rules with their places.

``recognise_page`` gives what ``page.group_lines``, ``rules.take_tables`` and ``pdf_flow.flow`` work on, for a scan as
for a PDF. Three readers that were made apart look at each line, and what they agree on is believed (``vote``).
"""

from pipeline.read.ocr.cache import RecognisedPage
from pipeline.read.ocr.engines import available, why_not
from pipeline.read.ocr.recognise import recognise_page, recognise_region, second_opinion

__all__ = ["RecognisedPage", "available", "recognise_page", "recognise_region", "second_opinion", "why_not"]
