/** Where the page keeps what it read of one device. */
export const deviceKey = (id: string): readonly string[] => ['device', id];
