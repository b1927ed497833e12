/** Whatever strikes on the way, it comes to the same timelines and the same texts as if nothing had. */
import { tryRuns } from "./tryRuns.ts";

tryRuns(0);
