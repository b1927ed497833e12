/** Decides that a test asks GitHub nothing but what it has prepared an answer for, and asks all of that. */
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";

/** Called at the top of a test file. Outside it requests go their usual way, also those of other files in the same process. */
export function useNock(): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
  });
  afterAll(() => nock.restore());
  beforeEach(() => {
    nock.disableNetConnect();
  });
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    nock.enableNetConnect();
    expect(unused).toEqual([]);
  });
}
