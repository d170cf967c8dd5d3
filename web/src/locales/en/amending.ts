export const amending = {
  amending: {
    title: 'Change the terms',
    lead: 'The parties draft the change together, everyone confirms it, and all parties of both versions sign it. Until then the terms in force stay. Money received before stays under them.',
    amend: 'Amend',
    frozen:
      'Payments are paused. A change can be drafted and signed now; it can take effect once payments are resumed.',
    over: {
      terminated:
        'All parties ended this agreement, so its terms can no longer be changed. To go on together, make a new one.',
      superseded: 'This agreement was replaced by its successor, so its terms can no longer be changed.',
      completed: 'This agreement is completed and paid out, so its terms can no longer be changed.',
    },
    open: 'Changes being drafted',
    toDraft: 'To the draft of {{date}}',
    second:
      'Another change is on its way. Whichever takes effect first counts. The other would then change terms that are no longer in force: it can be started again from its text.',
    notice: 'A change of the agreement of {{name}}: version {{version}}',
    noticeText:
      'The terms in force stay until all parties of both versions have signed. Money received until the change takes effect is shared by the old terms, what comes in afterwards by the new ones.',
    toAgreement: 'To the agreement',
    again: 'Amend again',
    changes: 'What changes',
    changesLead: 'Against the terms in force. What goes is struck through, what comes is underlined.',
    none: 'Nothing is changed yet',
    noneText: 'Change under “Terms” what is to be different. It appears here at once, for everyone.',
    toTerms: 'To the terms',
    leaving:
      'No longer a party: {{names}}. What was earned until then stays theirs, and without their signatures nothing changes.',
    proseUnknown:
      'The written contract behind the terms in force is not known here. What is written in this draft takes its place.',
    continues: 'Goes on from',
    continuesHelp: 'What was taken and is due so far goes on to count',
    anew: 'Nothing: begins anew',
    fixed: 'Stays: the money of the agreement depends on it',
    whatIf: 'Calculated as if nothing had been taken or were due before the change.',
    outsider: 'Everyone has confirmed. A party of the terms in force proposes it now; then everyone signs.',
    leaves: 'leaves',
    leave: 'Leave the agreement',
    leaveLead:
      'Your seat in the new version becomes empty, and the others read why. You stay in this draft: without your signature the change cannot take effect.',
    removeLead:
      'The seat of {{party}} in the new version becomes empty and can be offered to another account. {{party}} stays in this draft, because its signature is needed all the same.',
  },
  ending: {
    declined: '{{name}} declined the terms',
    declinedAt: 'on {{date}}',
    expired: 'The terms were not signed in time',
    expiredText: 'They could be signed until {{date}}. Nobody is bound by them.',
    overtaken: 'Another change took effect first',
    overtakenText: 'These terms were to change a version that is no longer in force. They cannot take effect any more.',
    ended: 'The agreement is over',
    endedText: 'It ended before this change took effect.',
    again: 'Start again from this text',
    againText:
      'A new draft begins with the same text, and everyone here keeps their seat. This one stays readable as it is.',
    remove: 'Remove',
    removeTitle: 'Remove {{party}}',
    removeLead:
      'Whoever has the seat is out at once and reads why. The seat can then be offered to another account, and everyone has to confirm again.',
    left: 'declined and left',
  },
}
