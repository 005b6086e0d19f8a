// Contact sheets: every picture small, side by side, to look at the whole house at once.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes DIR/sheet-N.png, at most 40 pictures each. */
export function sheet(out, pieces, { view, first, columns = 8, thumb = 260 }) {
  const files = [];
  for (const p of pieces) for (const v of view ?? p.views) for (const c of first ? p.colours.slice(0, 1) : p.colours) {
    const f = join(out, p.handle, `${c.code}-${v}.webp`);
    if (existsSync(f)) files.push(f);
  }
  const perSheet = columns * 5;
  for (let n = 0; n * perSheet < files.length; n++) {
    const dir = mkdtempSync(join(tmpdir(), 'sheet-'));
    const small = files.slice(n * perSheet, (n + 1) * perSheet).map((f, i) => {
      const to = join(dir, `${i}.png`);
      run('vipsthumbnail', [f, '-s', `${thumb}`, '-o', to]);
      return to;
    });
    run('vips', ['arrayjoin', small.join(' '), join(out, `sheet-${n + 1}.png`), '--across', `${columns}`, '--shim', '4', '--background', '255']);
    rmSync(dir, { recursive: true });
  }
}
function run(command, args) {
  const r = spawnSync(command, args, { encoding: 'utf8' });
  if (r.status !== 0) throw new Error(`${command}: ${r.stderr}`);
}
