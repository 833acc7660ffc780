"""Documents that no rule was written for, each with what a careful reader expects of it.

``with_tasks.txt`` holds whole documents, each headed by ``@@@ NAME`` and followed by ``--- tasks``, where a line is a
task: ``section | words of it | leads < supporters | kind | times``. Units stand as the document writes them, with ";"
between them; "-" is the issuer, "?" a section that readers may see otherwise, "*" times that are not compared; kinds
are A(ssignment), C(ommitment), R(equest). ``without_tasks.txt`` says behind each name how many tasks the document has:
0, or 1 where its last article orders it carried out.
"""
