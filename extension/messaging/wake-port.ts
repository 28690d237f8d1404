/** Name of the port by which the offscreen document wakes the background. */
export const wakePortName = 'wake';
