// Whether the server is this very computer.

export const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
