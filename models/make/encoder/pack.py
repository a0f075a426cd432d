"""Packs an encoder into the file that `src/relevance/reader` opens.

    python3 pack.py FROM models/reader.bin [--source 'name, authors, licence']

FROM: a folder with encoder.safetensors and pieces.json, or the OUT of train.py. Little-endian: magic `MGRD`, CRC-32 of
everything after it, version and number of parts (uint16), the length of each part (uint32), then the parts:

    shape       JSON: layers, bits (of each layer's weights), width, heads, inner (width of the feed-forward part), positions, temperature, source
    tokenizer   JSON: as pieces.json
    word        4-bit rows, one per piece
    numbers     float16: position, type, norm; of each layer the biases and norms, in the order of VECTORS
    matrices    rows of each layer, in the order of MATRICES; a matrix is (outputs, inputs)
    projections float16 (width, width): comment, title
    background  absent here: titles as vectors, added by `withBackground` of src/relevance/reader/file.ts

4-bit rows: float16 scales (rows, inputs / 32), then 16 bytes per block of 32 inputs. Byte b holds input b in its low half
and input b + 16 in its high half; a number is its half less 8, times the scale of its block. 8-bit rows: float16 scales
(rows), then signed bytes (rows, inputs). A layer is in 4 bit where that holds it exactly, as the untuned ones are.
"""
import argparse, json, math, os, struct, zlib
import numpy as np
from weights import BLOCK, read

MAGIC, VERSION, MOST = b'MGRD', 1, 48
MATRICES = ['query', 'key', 'value', 'output', 'up', 'down']
VECTORS = ['query.bias', 'key.bias', 'value.bias', 'output.bias', 'attention.norm.weight', 'attention.norm.bias', 'up.bias', 'down.bias', 'norm.weight', 'norm.bias']


def rows4(w):
    """Bytes of a matrix in 4 bit. The scale is the number of largest magnitude over -8, as in the untuned weights."""
    blocks = np.asarray(w, np.float32).reshape(-1, BLOCK)
    top = np.take_along_axis(blocks, np.abs(blocks).argmax(1)[:, None], 1)
    scale = (top / np.float32(-8)).astype(np.float16)
    s = scale.astype(np.float32)
    level = (np.clip(np.round(blocks / np.where(s == 0, np.float32(1), s)), -8, 7) + 8).astype(np.uint8)
    return scale.astype('<f2').tobytes() + (level[:, :16] | level[:, 16:] << 4).tobytes()


def rows8(w):
    w = np.asarray(w, np.float32); scale = (np.abs(w).max(1) / 127).astype(np.float16); s = scale.astype(np.float32)
    return scale.astype('<f2').tobytes() + np.clip(np.round(w / np.where(s == 0, np.float32(1), s)[:, None]), -127, 127).astype(np.int8).tobytes()


def is_exact(w):
    """Whether 4 bit hold a matrix as it is."""
    blocks = np.asarray(w, np.float32).reshape(-1, BLOCK); top = np.take_along_axis(blocks, np.abs(blocks).argmax(1)[:, None], 1)
    s = (top / np.float32(-8)).astype(np.float16).astype(np.float32); s = np.where(s == 0, np.float32(1), s)
    return bool(np.abs(np.clip(np.round(blocks / s), -8, 7) * s - blocks).max() <= 1e-3 * np.abs(blocks).max())


def halves(*arrays):
    flat = np.concatenate([np.asarray(a, np.float32).ravel() for a in arrays]).astype('<f2')
    assert np.isfinite(flat).all(), 'out of the range of float16'
    return flat.tobytes()


def as_json(value): return json.dumps(value, ensure_ascii=False, separators=(',', ':')).encode()


def temperature(path, weights):
    """What a cosine is multiplied by: in the metadata of a safetensors file, as a logarithm in train.py's."""
    if 'temperature' in weights: return math.exp(float(weights['temperature']))
    with open(path + '/encoder.safetensors', 'rb') as f:
        n, = struct.unpack('<Q', f.read(8)); return float(json.loads(f.read(n))['__metadata__']['temperature'])


def pack(path, source):
    tok, w = read(path)
    layers = 0
    while f'layer.{layers}.query.weight' in w: layers += 1
    width, inner = w['word'].shape[1], w['layer.0.up.weight'].shape[0]
    bits = [4 if all(is_exact(w[f'layer.{l}.{m}.weight']) for m in MATRICES) else 8 for l in range(layers)]
    shape = {'layers': layers, 'bits': bits, 'width': width, 'heads': 12, 'inner': inner, 'positions': MOST, 'temperature': round(temperature(path, w), 4), 'source': source}
    pieces = {'unk': tok.unk, 'bos': tok.bos, 'eos': tok.eos, 'unkScore': tok.unk_score, 'pieces': [[p, s] for p, s in zip(tok.pieces, tok.scores)], 'normalise': tok.normalise}
    return [
        as_json(shape), as_json(pieces), rows4(w['word']),
        halves(w['position'][:MOST], w['type'], w['norm.weight'], w['norm.bias'], *[w[f'layer.{l}.{v}'] for l in range(layers) for v in VECTORS]),
        b''.join((rows4 if bits[l] == 4 else rows8)(w[f'layer.{l}.{m}.weight']) for l in range(layers) for m in MATRICES),
        halves(w['project.comment'], w['project.title']),
    ]


def write(path, parts):
    body = struct.pack('<HH', VERSION, len(parts)) + b''.join(struct.pack('<I', len(p)) for p in parts) + b''.join(parts)
    with open(path + '.part', 'wb') as f: f.write(MAGIC + struct.pack('<I', zlib.crc32(body)) + body)
    os.replace(path + '.part', path)


if __name__ == '__main__':
    a = argparse.ArgumentParser(); a.add_argument('origin'); a.add_argument('out'); a.add_argument('--source', default='multilingual-e5-small (Wang et al. 2024, MIT), cut to Korean and tuned on comments and titles')
    a = a.parse_args(); parts = pack(a.origin, a.source); write(a.out, parts)
    print(a.out, os.path.getsize(a.out), 'bytes; parts', [len(p) for p in parts])
