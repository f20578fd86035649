/**
 * What usual label names mean, for labels that the user has not described: what people write in such a text, in general words. A label is
 * known here by the stems of its name; anything else is left to its own name and description.
 */
export interface GlossaryEntry {
  /** Names that mean this, lower-case, without hyphens. */
  readonly names: readonly string[];
  /** What texts of this kind say. */
  readonly sayings: readonly string[];
}

export const LABEL_GLOSSARY: readonly GlossaryEntry[] = [
  // What customers write to a support desk.
  {
    names: [
      'bug',
      'defect',
      'error',
      'software error',
      'malfunction',
      'technical issue',
      'technical problem',
    ],
    sayings: [
      'Something in the product does not work as it should.',
      'I get an error message when I click on this button.',
      'The app crashes or shows the wrong result since the last update.',
    ],
  },
  {
    names: ['outage', 'downtime', 'service down', 'disruption', 'incident', 'availability'],
    sayings: [
      'The whole service is down and nobody can work.',
      'Nothing loads for anyone since this morning; all our sites are affected.',
      'The system is unavailable, connections time out.',
    ],
  },
  {
    names: ['feature request', 'feature', 'enhancement', 'improvement', 'suggestion', 'idea', 'wish'],
    sayings: [
      'It would be great if you could add this.',
      'Please make it possible to do this; an option for it is missing.',
      'A suggestion for a new function that does not exist yet.',
    ],
  },
  {
    names: [
      'how to',
      'howto',
      'question',
      'usage',
      'usage question',
      'help',
      'general inquiry',
      'inquiry',
      'enquiry',
    ],
    sayings: [
      'How do I do this?',
      'Where can I find this setting, and how does it work?',
      'Can you explain the steps to set this up?',
    ],
  },
  {
    names: ['billing', 'invoice', 'invoicing', 'payment', 'payments', 'billing question', 'charges'],
    sayings: [
      'A question about an invoice or a charge.',
      'The amount on the bill is wrong: we were charged twice.',
      'Please correct the billing address, the tax or the payment method.',
    ],
  },
  {
    names: ['refund', 'refund request', 'money back', 'reimbursement', 'chargeback'],
    sayings: [
      'I want my money back.',
      'Please refund what we paid.',
      'When will the refund arrive on my account?',
    ],
  },
  {
    names: [
      'cancellation',
      'cancel',
      'cancel subscription',
      'termination',
      'churn',
      'unsubscribe',
      'close account',
    ],
    sayings: [
      'Please cancel our subscription.',
      'We want to end the contract and will not renew it.',
      'Close our account at the end of the month.',
    ],
  },
  {
    names: [
      'account access',
      'access',
      'login',
      'log in',
      'sign in',
      'password',
      'authentication',
      'account',
      'login problem',
    ],
    sayings: [
      'I cannot log in to my account.',
      'The password reset does not arrive, and I am locked out.',
      'Please give a colleague access, permission or an invitation.',
    ],
  },
  {
    names: ['complaint', 'dissatisfaction', 'negative feedback'],
    sayings: [
      'I am very disappointed with your service.',
      'This is unacceptable, and I want to speak to somebody in charge.',
    ],
  },
  {
    names: ['praise', 'compliment', 'thanks', 'positive feedback', 'thank you'],
    sayings: ['Thank you, everything works very well.', 'Your team was friendly and helped us quickly.'],
  },
  { names: ['feedback', 'review', 'opinion'], sayings: ['What I think of your product, good and bad.'] },
  {
    names: ['shipping', 'delivery', 'shipment', 'tracking', 'order status', 'logistics'],
    sayings: [
      'Where is my parcel? It has not arrived.',
      'The delivery is late; the tracking shows nothing new.',
      'Please change the delivery address of my order.',
    ],
  },
  {
    names: ['return', 'returns', 'exchange', 'return request', 'warranty'],
    sayings: [
      'I want to send the article back.',
      'The item arrived damaged; please replace it.',
      'How do I exchange it for another size?',
    ],
  },
  {
    names: ['order', 'orders', 'purchase'],
    sayings: ['I want to order this, or change an order that I placed.'],
  },
  {
    names: ['sales', 'pricing', 'quote', 'price', 'pre sales', 'sales inquiry', 'lead'],
    sayings: [
      'What does it cost for fifty people?',
      'Please send an offer; we would like to see a demonstration.',
    ],
  },
  {
    names: ['upgrade', 'plan change', 'downgrade', 'subscription change'],
    sayings: ['We want to change to another plan with more or fewer seats.'],
  },
  {
    names: ['performance', 'slow', 'slowness', 'latency'],
    sayings: ['Everything has become very slow.', 'Pages take a minute to load.'],
  },
  {
    names: ['integration', 'api', 'connector', 'webhook'],
    sayings: ['A question about the API, webhooks or the connection to another program.'],
  },
  {
    names: ['data export', 'export', 'import', 'data import', 'migration'],
    sayings: ['I want to move our data in or out as a file.'],
  },
  {
    names: ['security', 'vulnerability', 'security issue', 'abuse', 'fraud'],
    sayings: ['Somebody may have broken into our account.', 'I found a weakness that attackers could use.'],
  },
  {
    names: ['privacy', 'data protection', 'gdpr', 'data request'],
    sayings: ['Please delete my personal data.', 'Which data do you store about me, and where?'],
  },
  {
    names: ['hardware', 'device', 'equipment'],
    sayings: ['A device is broken: the screen, the printer or the keyboard does not work.'],
  },
  {
    names: ['software', 'application', 'installation'],
    sayings: ['A program has to be installed or updated.'],
  },
  {
    names: ['network', 'internet', 'wifi', 'vpn', 'connectivity'],
    sayings: ['The wireless network or the VPN does not connect.'],
  },
  { names: ['email', 'mail', 'e mail'], sayings: ['Messages are not sent or do not arrive in the mailbox.'] },
  {
    names: ['training', 'onboarding', 'course'],
    sayings: ['An introduction for new people; learning how it is used.'],
  },

  // Mail.
  {
    names: ['spam', 'junk', 'unwanted'],
    sayings: ['Buy now: a limited offer, click here and win.', 'Earn money fast, free and without risk.'],
  },
  {
    names: ['phishing', 'scam'],
    sayings: ['Your account is suspended: confirm your password at this link at once.'],
  },
  { names: ['newsletter', 'digest'], sayings: ['The news of this week, with links to read more.'] },
  {
    names: ['promotion', 'promotions', 'advertising', 'marketing'],
    sayings: ['A sale with discounts for a short time.'],
  },
  {
    names: ['notification', 'automated', 'alert'],
    sayings: ['This is an automatic message; a job has finished.'],
  },
  { names: ['personal', 'private', 'family'], sayings: ['How are you? See you at the weekend.'] },
  {
    names: ['meeting', 'appointment', 'calendar', 'scheduling', 'invitation'],
    sayings: ['Can we meet on Tuesday at ten?', 'The appointment has moved to another time.'],
  },
  {
    names: ['application', 'job application', 'recruiting', 'hiring'],
    sayings: ['I apply for the position; my CV is attached.'],
  },
  {
    names: ['travel', 'trip', 'travel plan', 'itinerary'],
    sayings: ['Flights, trains and hotel, with times of arrival and departure.'],
  },

  // Documents.
  {
    names: ['contract', 'agreement', 'terms'],
    sayings: ['The parties agree as follows: term, liability, termination and governing law.'],
  },
  {
    names: ['invoice document', 'bill', 'receipt'],
    sayings: ['Invoice number, items, net amount, tax and total due.'],
  },
  {
    names: ['policy', 'guideline', 'rules', 'regulation'],
    sayings: ['This policy applies to all employees: what is allowed and what must be approved.'],
  },
  {
    names: ['minutes', 'meeting minutes', 'meeting notes', 'protocol'],
    sayings: ['Present, apologies, agenda items, decisions and action items of the meeting.'],
  },
  {
    names: ['incident report', 'post mortem', 'postmortem'],
    sayings: ['What happened, timeline, impact, root cause and corrective actions.'],
  },
  {
    names: [
      'financial report',
      'finance update',
      'finance',
      'budget',
      'financial statement',
      'quarterly report',
    ],
    sayings: ['Revenue, costs, margin and forecast of the quarter compared with the budget.'],
  },
  {
    names: ['report', 'status report', 'update'],
    sayings: ['Where things stand: results, figures and next steps.'],
  },
  {
    names: ['specification', 'spec', 'product specification', 'technical specification', 'requirements'],
    sayings: ['Goals, requirements, acceptance criteria and what is out of scope.'],
  },
  {
    names: ['guide', 'manual', 'handbook', 'onboarding guide', 'instructions', 'tutorial'],
    sayings: ['Step by step: how things are done here, first day, first week.'],
  },
  {
    names: ['research', 'research note', 'study', 'analysis', 'paper'],
    sayings: ['Question, method, data, findings and limits of the study.'],
  },
  {
    names: ['interview', 'interview notes', 'candidate notes'],
    sayings: ['Notes from the interview with a candidate: experience, answers, impression, recommendation.'],
  },
  {
    names: ['cv', 'resume', 'curriculum vitae'],
    sayings: ['Education, work experience and skills of a person.'],
  },
  { names: ['proposal', 'offer', 'bid'], sayings: ['What we propose to do, by when and at what price.'] },
  { names: ['letter', 'correspondence'], sayings: ['Dear Sir or Madam, … Yours faithfully.'] },
  { names: ['presentation', 'slides'], sayings: ['Slides with headings and short points.'] },
];
