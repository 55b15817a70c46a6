import { approvalRoutes } from './grants/approval-routes.ts';
import { grantRoutes } from './grants/grant-routes.ts';
import { refundRoutes } from './grants/refund-routes.ts';
import { limitRoutes } from './limits/limit-routes.ts';
import { quotaRoutes } from './quotas/quota-routes.ts';

export const compensationRoutes = {
  ...limitRoutes,
  ...grantRoutes,
  ...refundRoutes,
  ...approvalRoutes,
  ...quotaRoutes,
} as const;
