"""The letters that run over the lamps: at most 3 lamps wide and 5 high.

Widths, advances and shapes follow the font TomThumb, which KniwwelinoLib uses (BSD: see LICENSE-font).
What hangs below the fifth row (g, j, p, q, y) is cut off, as on the board. The letters with accents are our
addition, so that names from Luxembourg can run: the real board does not know them.
"""

from typing import NamedTuple

# Each block: one line of characters, then their five rows. A glyph is followed by one dark column.
_DRAWINGS = """
!  "   #   $   %   &   '  (   )   *   +   ,   -   .  /
#  #.# #.# .## #.. ##. #  .#  #.  #.# ... ..  ... .  ..#
#  #.# ### ##. ..# ##. #  #.  .#  .#. .#. ..  ... .  ..#
#  ... #.# .## .#. ### .  #.  .#  #.# ### ..  ### .  .#.
.  ... ### ##. #.. #.# .  #.  .#  ... .#. .#  ... .  #..
#  ... #.# .#. ..# .## .  .#  #.  ... ... #.  ... #  #..

0   1   2   3   4   5   6   7   8   9   :  ;   <   =   >   ?
.## .#  ##. ##. #.# ### .## ### ### ### .  ..  ..# ... #.. ###
#.# ##  ..# ..# #.# #.. #.. ..# #.# #.# #  .#  .#. ### .#. ..#
#.# .#  .#. .#. ### ##. ### .#. ### ### .  ..  #.. ... ..# .#.
#.# .#  #.. ..# ..# ..# #.# #.. #.# ..# #  .#  .#. ### .#. ...
##. .#  ### ##. ..# ##. ### #.. ### ##. .  #.  ..# ... #.. .#.

@   A   B   C   D   E   F   G   H   I   J   K   L   M   N   O
.#. .#. ##. .## ##. ### ### .## #.# ### ..# #.# #.. #.# #.# .#.
#.# #.# #.# #.. #.# #.. #.. #.. #.# .#. ..# #.# #.. ### ### #.#
### ### ##. #.. #.# ### ### ### ### .#. ..# ##. #.. ### ### #.#
#.. #.# #.# #.. #.# #.. #.. #.# #.# .#. #.# #.# #.. #.# ### #.#
.## #.# ##. .## ##. ### #.. .## #.# ### .#. #.# ### #.# #.# .#.

P   Q   R   S   T   U   V   W   X   Y   Z   [   \\   ]   ^   _
##. .#. ##. .## ### #.# #.# #.# #.# #.# ### ### ... ### .#. ...
#.# #.# #.# #.. .#. #.# #.# #.# #.# #.# ..# #.. #.. ..# #.# ...
##. #.# ### .#. .#. #.# #.# ### .#. .#. .#. #.. .#. ..# ... ...
#.. ### ##. ..# .#. #.# .#. ### #.# .#. #.. #.. ..# ..# ... ...
#.. .## #.# ##. .#. .## .#. #.# #.# .#. ### ### ... ### ... ###

`   a   b   c   d   e   f   g   h   i  j   k   l   m   n   o
#.  ... #.. ... ..# ... ..# ... #.. #  ..# #.. ##. ... ... ...
.#  ##. ##. .## .## .## .#. .## ##. .  ... #.# .#. ### ##. .#.
..  .## #.# #.. #.# #.# ### #.# #.# #  ..# ##. .#. ### #.# #.#
..  #.# #.# #.. #.# ##. .#. ### #.# #  ..# ##. .#. ### #.# #.#
..  ### ##. .## .## .## .#. ..# #.# #  #.# #.# ### #.# #.# .#.

p   q   r   s   t   u   v   w   x   y   z   {   |  }   ~
... ... ... ... .#. ... ... ... ... ... ... .## #  ##. .##
##. .## .## .## ### #.# #.# #.# #.# #.# ### .#. #  .#. ##.
#.# #.# #.. ##. .#. #.# #.# ### .#. #.# .## #.. .  ..# ...
#.# #.# #.. .## .#. #.# ### ### .#. .## ##. .#. #  .#. ...
##. .## #.. ##. .## .## .#. ### #.# ..# ### .## #  ##. ...

é   è   ê   ë   à   â   ä   ö   ô   ü   ù   û   î   ï   ç   ß   ’
.## ##. .#. #.# ##. .#. #.# #.# .#. #.# ##. .#. .#. #.# ... ##. #
... ... #.# ... ... #.# ... ... #.# ... ... #.# #.# ... .## #.# #
.## .## .## .## .## .## .## .#. .#. #.# #.# #.# .#. .#. #.. ##. .
##. ##. ##. ##. #.# #.# #.# #.# #.# #.# #.# #.# .#. .#. .## #.# .
.## .## .## .## ### ### ### .#. .#. .## .## .## .#. .#. .#. ##. .

É   È   Ë   Ä   Ö   Ü
.## ##. #.# #.# #.# #.#
... ... ... ... ... ...
### ### ### .#. ### #.#
##. ##. ##. ### #.# #.#
### ### ### #.# ### ###
"""


class Glyph(NamedTuple):
    """One character: five rows of "#" and ".", and how many lamps further the next one starts."""

    rows: tuple[str, ...]
    advance: int


NOTHING = Glyph(("",) * 5, 0)  # as on the board, a character that the font lacks takes no room


def _read_drawings() -> dict[str, Glyph]:
    glyphs = {" ": Glyph((".",) * 5, 2)}
    for block in _DRAWINGS.strip().split("\n\n"):
        characters, *lines = block.splitlines()
        columns = zip(*(line.split() for line in lines), strict=True)
        for character, rows in zip(characters.split(), columns, strict=True):
            glyphs[character] = Glyph(rows, len(rows[0]) + 1)
    return glyphs


GLYPHS = _read_drawings()


def glyph(character: str) -> Glyph:
    """Look up how a character is drawn.

    >>> print("\\n".join(glyph("A").rows), glyph("A").advance)
    .#.
    #.#
    ###
    #.#
    #.# 4
    """
    return GLYPHS.get(character, NOTHING)
