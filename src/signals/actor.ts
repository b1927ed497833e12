/** Decides who somebody is: a person, a bot, or an account deleted since. */
import type { Actor } from "./signal.ts";

const deletedAccount: Actor = { id: null, login: null, bot: false };

/** GitHub puts null, or the account `ghost`, where the account is gone. */
export function actorOf(user: { id: number; login: string; type?: string | undefined } | null): Actor {
  if (user === null || user.login === "ghost") return deletedAccount;
  return { id: user.id, login: user.login, bot: user.type === "Bot" || user.login.endsWith("[bot]") };
}
