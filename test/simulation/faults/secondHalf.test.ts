/** The same of as many other runs. */
import { tryRuns } from "./tryRuns.ts";

tryRuns(1);
