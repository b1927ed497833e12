/** Decides that a test asks GitHub nothing but what it has prepared an answer for, and asks all of that. */
import nock from "nock";
import { afterEach, beforeEach, expect } from "vitest";

/** Called at the top of a test file. */
export function useNock(): void {
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
