// Every object by the handle of its piece.
import { bags } from './bags.mjs';
import { glass } from './glass.mjs';
import { handsAndHats } from './hands-hats.mjs';
import { jewellery, watches } from './jewellery.mjs';
import { scarves } from './scarves.mjs';
import { shoes } from './shoes.mjs';
import { small } from './small.mjs';

export const objects = { ...bags, ...small, ...shoes, ...scarves, ...handsAndHats, ...jewellery, ...watches, ...glass };
