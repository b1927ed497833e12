/** Decides what GitHub's servers have that the published schema lacks yet, as far as the app asks for it. */

export const newerThanPublished = `
  extend enum IssueTimelineItemsItemType {
    ISSUE_TYPE_ADDED_EVENT ISSUE_TYPE_CHANGED_EVENT ISSUE_TYPE_REMOVED_EVENT BLOCKED_BY_ADDED_EVENT BLOCKED_BY_REMOVED_EVENT
  }
  extend union IssueTimelineItems =
    IssueTypeAddedEvent | IssueTypeChangedEvent | IssueTypeRemovedEvent | BlockedByAddedEvent | BlockedByRemovedEvent
  type IssueTypeAddedEvent implements Node { id: ID! createdAt: DateTime! actor: Actor }
  type IssueTypeChangedEvent implements Node { id: ID! createdAt: DateTime! actor: Actor }
  type IssueTypeRemovedEvent implements Node { id: ID! createdAt: DateTime! actor: Actor }
  type BlockedByAddedEvent implements Node { id: ID! createdAt: DateTime! actor: Actor blockingIssue: Issue }
  type BlockedByRemovedEvent implements Node { id: ID! createdAt: DateTime! actor: Actor blockingIssue: Issue }
`;
