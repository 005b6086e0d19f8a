// Every drawing by the handle of its piece.
import { coats } from './coats.mjs';

export const drawings = { ...coats };
