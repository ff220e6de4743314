// `npm run backup` and `npm run restore` without what npm does first: the rig runs what is built.
import { runCommand } from '../../apps/station/dist/commands/main.js';

const [what, ...args] = process.argv.slice(2);
process.exit(await runCommand(what, args));
