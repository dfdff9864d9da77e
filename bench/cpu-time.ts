/** CPU time of this process with all its threads, in milliseconds: other programs on the machine do not count. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
