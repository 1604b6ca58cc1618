"""Word files with tracked changes: two versions rendered alike, and merged so that accepting everything gives the new one and
rejecting everything the old one (ECMA-376 part 1, section 17.13.5).

The merge works on WordprocessingML, whatever a layout makes of a document; clauses are told by their ids.
"""
