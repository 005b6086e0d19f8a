// What the house itself shows, beside its pieces.
import { signs } from './monogram.mjs';

export const housePictures = [...signs];
