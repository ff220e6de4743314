// Filled in when the simulated devices and phones are there.
process.stdin.resume().once('end', () => process.exit(0));
