"""A second opinion: the definitions of section Meaning as formulas, decided again by z3 or written for any solver."""
