// Every drawing by the handle of its piece: whatever the modules below export is gathered. A module's exports that
// are plain tables {handle: {draw, …}} count; a module that cannot be loaded is named on stderr, the others still draw.
import { readdirSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const files = [join(here, 'coats.mjs')];
for (const room of ['garments', 'objects']) {
  const dir = join(here, room);
  if (existsSync(dir)) for (const name of readdirSync(dir).sort()) if (name.endsWith('.mjs') && !name.endsWith('.test.mjs')) files.push(join(dir, name));
}

export const drawings = {};
for (const file of files) {
  if (!existsSync(file)) continue;
  try {
    for (const table of Object.values(await import(pathToFileURL(file)))) {
      if (typeof table !== 'object' || table === null) continue;
      for (const [handle, drawing] of Object.entries(table)) if (handle.includes('-') && typeof drawing?.draw === 'function') drawings[handle] = drawing;
    }
  } catch (error) {
    console.error(`drawings: ${file} cannot be loaded: ${error.message}`);
  }
}
