// What the house itself shows, beside its pieces. `draw` is handed the catalogue's pieces.
import { signs } from './monogram.mjs';
import { saddlersTable, tailorsTable } from './stills.mjs';

export const housePictures = [...signs, { name: 'tailors-table.webp', draw: tailorsTable }, { name: 'saddlers-table.webp', draw: saddlersTable }];
