/** The Battery Status and Network Information APIs, which only some browsers have and the DOM types do not. */
interface NavigatorWithPower {
  readonly connection?: { readonly saveData?: boolean };
  getBattery?(): Promise<{ readonly charging: boolean; readonly level: number }>;
}

const LOW_CHARGE = 0.5;

/** Whether work that nobody waits for had better not be done: data is to be saved, or the battery is less than half full. Never rejects. */
export async function isSparing(from: object = navigator): Promise<boolean> {
  const { connection } = from as NavigatorWithPower;
  if (connection?.saveData) return true;
  try {
    const battery = await (from as NavigatorWithPower).getBattery?.();
    return battery ? !battery.charging && battery.level < LOW_CHARGE : false;
  } catch {
    // Forbidden by a policy, which says nothing of the battery.
    return false;
  }
}
