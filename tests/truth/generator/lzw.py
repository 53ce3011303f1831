"""The LZW encoder of libtiff: it clears its table at code 4094, before the last codes are used.

imagecodecs fills the table to its last code. Both are valid; readers fail on the one or the other.
"""

CLEAR, END, FIRST, LAST = 256, 257, 258, 4094


def encode(data):
    """MSB-first codes of 9 to 12 bits, with TIFF's early change of width."""
    out, bits, held = bytearray(), 0, 0
    table, next_code, width = {}, FIRST, 9

    def emit(code):
        nonlocal bits, held
        held = held << width | code
        bits += width
        while bits >= 8:
            bits -= 8
            out.append(held >> bits & 0xFF)
        held &= (1 << bits) - 1

    emit(CLEAR)
    prefix = None
    for byte in data:
        if prefix is None:
            prefix = byte
            continue
        found = table.get((prefix, byte))
        if found is not None:
            prefix = found
            continue
        emit(prefix)
        table[prefix, byte] = next_code
        next_code += 1
        if next_code == LAST:
            emit(CLEAR)
            table, next_code, width = {}, FIRST, 9
        elif next_code > (1 << width) - 1:
            width += 1
        prefix = byte
    if prefix is not None:
        emit(prefix)
        # A decoder adds an entry for the last code too, and may change its width there.
        if next_code + 1 > (1 << width) - 1 and width < 12:
            width += 1
    emit(END)
    if bits:
        out.append(held << (8 - bits) & 0xFF)
    return bytes(out)
