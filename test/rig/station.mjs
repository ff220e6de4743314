// The station without what `npm start` does first: the rig runs what is built.
import { runStation } from '../../apps/station/dist/main.js';

await runStation({ empty: false, quietDemo: true });
