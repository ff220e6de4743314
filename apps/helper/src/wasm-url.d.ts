declare module 'door-code-reader.wasm?url' {
  const address: string;
  // eslint-disable-next-line no-restricted-syntax -- vite gives the address of a file as its default export
  export default address;
}
