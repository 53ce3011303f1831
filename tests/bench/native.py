"""The native side of the bench: packs tiles by imagecodecs, and times its decoders.

Takes commands as lines of JSON and answers each by a line of JSON. Paths are relative to the folder that is given.

    {"do": "about"}
    {"do": "pack", "codec": ..., "samples": path, "packed": path, ...}
    {"do": "time", "codec": ..., "packed": path, "samples": path, "milliseconds": 20, ...}

A tile that is decoded to other samples than those of its file is reported, and never timed.
"""

import json
import pathlib
import sys
import time

import imagecodecs
import numpy

FOLDER = pathlib.Path(sys.argv[1])


def read(command, name):
    return (FOLDER / command[name]).read_bytes()


def image(command):
    """Samples as an array: rows, columns and, where there are several, samples of a pixel."""
    shape = [command['height'], command['width'], command['samples_per_pixel']]
    array = numpy.frombuffer(read(command, 'samples'), command['dtype'])
    return array.reshape(shape if shape[2] > 1 else shape[:2])


def pack(command):
    array, codec = image(command), command['codec']
    if codec == 'jpeg':
        colors = {} if array.ndim == 2 else {'colorspace': 'RGB', 'outcolorspace': 'YCBCR', 'subsampling': command['subsampling']}
        packed = imagecodecs.jpeg8_encode(array, level=command['level'], **colors)
    elif codec == 'lerc':
        packed = imagecodecs.lerc_encode(array, level=command['level'], version=command['version'], compression=command['inner'])
    elif codec == 'zstd':
        packed = imagecodecs.zstd_encode(array.tobytes(), level=command['level'])
    else:
        raise ValueError(f'{codec} is packed elsewhere')
    (FOLDER / command['packed']).write_bytes(packed)
    # What is lost is known by decoding natively.
    if codec == 'jpeg':
        (FOLDER / command['decoded']).write_bytes(imagecodecs.jpeg8_decode(packed).tobytes())
    elif codec == 'lerc':
        (FOLDER / command['decoded']).write_bytes(decoder(command, packed)().tobytes())
    return {}


def decoder(command, packed):
    """A function that decodes the tile into memory that is used again."""
    array = image(command)
    out, codec = numpy.empty_like(array), command['codec']
    if codec == 'jpeg':
        return lambda: imagecodecs.jpeg8_decode(packed, out=out)
    if codec == 'lerc':
        inner = {None: None, 'deflate': imagecodecs.deflate_decode, 'zstd': imagecodecs.zstd_decode}[command.get('inner')]
        if inner is None:
            return lambda: imagecodecs.lerc_decode(packed, out=out)
        return lambda: imagecodecs.lerc_decode(inner(packed), out=out)
    flat = out.view('uint8').reshape(-1)
    source = numpy.frombuffer(packed, 'uint8')
    plain = {
        'none': lambda: numpy.copyto(flat, source),
        'lzw': lambda: imagecodecs.lzw_decode(packed, out=flat),
        'deflate': lambda: imagecodecs.deflate_decode(packed, out=flat),
        'packbits': lambda: imagecodecs.packbits_decode(packed, out=flat),
        'zstd': lambda: imagecodecs.zstd_decode(packed, out=flat),
    }[codec]
    undo = {1: None, 2: imagecodecs.delta_decode, 3: imagecodecs.floatpred_decode}[command['predictor']]
    # The floating-point predictor cannot be undone in place.
    undone = numpy.empty_like(array) if command['predictor'] == 3 else out

    def run():
        plain()
        return out if undo is None else undo(out, axis=1, out=undone)

    return run


def timed(command):
    run = decoder(command, read(command, 'packed'))
    if run().tobytes() != read(command, 'decoded' if 'decoded' in command else 'samples'):
        return {'error': 'wrong pixels'}
    best, spent, count = float('inf'), 0.0, 1
    while spent < command['milliseconds']:
        start = time.process_time()
        for _ in range(count):
            run()
        took = (time.process_time() - start) * 1000
        best, spent = min(best, took / count), spent + took
        count = max(1, min(500, int(command['milliseconds'] / 4 * count / max(took, 0.001))))
    return {'milliseconds': best} if spent > 0 else {}


def about(_):
    versions = imagecodecs.version(dict)
    names = ['libdeflate', 'libjpeg_turbo', 'lerc', 'zstd']
    return {'about': f'imagecodecs {imagecodecs.__version__}', 'versions': {name: versions.get(name) for name in names}}


for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {'about': about, 'pack': pack, 'time': timed}[request['do']](request)
    except Exception as error:  # Whatever a codec says is the answer.
        answer = {'error': f'{type(error).__name__}: {error}'}
    print(json.dumps(answer), flush=True)
