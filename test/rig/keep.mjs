// `npm run backup` and `npm run restore` without what npm does first: the rig runs what is built.
import { keep } from '../../apps/station/dist/keeping/main.js';

const [what, ...args] = process.argv.slice(2);
process.exit(await keep(what, args));
