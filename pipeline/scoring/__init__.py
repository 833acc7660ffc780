"""How right records are: held against gold files group by group, with every slip in its place in the document.

``agreement`` counts what is right, ``slips`` says where the rest stands and by which rule it was made, ``cases`` pairs
gold files with documents. Gold and records are JSON values with the names of ``pipeline.record``.
"""

from __future__ import annotations
