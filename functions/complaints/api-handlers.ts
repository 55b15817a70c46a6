import { getContact } from '../customers/index.ts';
import type { Handlers } from '../platform/http/create-api.ts';
import type { Table } from '../platform/table/table.ts';
import { loadTicket } from '../tickets/index.ts';
import { exportRegister, listComplaints } from './complaint-register.ts';
import { acknowledgeComplaint, requireComplaint, respondToComplaint } from './letters/answer-complaint.ts';
import { letterText } from './letters/letter-templates.ts';
import { complaintRoutes } from './routes.ts';
import { readVulnerability, recordVulnerability } from './vulnerability/vulnerability.ts';

export const complaintHandlers = (table: Table): Handlers<typeof complaintRoutes> => ({
  getComplaint: ({ params }, context) => requireComplaint(table, params.ticketId, context),
  getComplaintLetter: async ({ params }, context) => {
    const complaint = await requireComplaint(table, params.ticketId, context);
    const [contact, ticket] = await Promise.all([
      getContact(table, complaint.customerId),
      loadTicket(table, params.ticketId),
    ]);
    const language = ticket?.language ?? contact?.language;
    return { text: letterText(params.letter, complaint, { ...contact, language }) };
  },
  acknowledgeComplaint: ({ params, body, version }, context) =>
    acknowledgeComplaint(table, { ...params, ...body, version }, context),
  respondToComplaint: ({ params, body, version }, context) =>
    respondToComplaint(table, { ...params, ...body, version }, context),
  listComplaints: ({ query }) => listComplaints(table, query.month, query.limit, query.cursor),
  exportComplaints: ({ query }) => exportRegister(table, query),
  getVulnerability: ({ params }, context) => readVulnerability(table, params.ticketId, context),
  putVulnerability: ({ params, body, version }, context) =>
    recordVulnerability(table, params.ticketId, { ...body, version }, context),
});
