export async function waitOffline(..._a: unknown[]): Promise<never> { throw new Error("todo"); }
