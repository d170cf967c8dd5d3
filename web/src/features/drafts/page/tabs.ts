/** The parts of a draft's page. */
export const draftTabs = ['changes', 'terms', 'whatIf', 'history', 'people', 'devices'] as const
export type DraftTab = (typeof draftTabs)[number]
