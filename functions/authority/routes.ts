import { approvalRoutes } from './approval-routes.ts';
import { grantRoutes } from './grant-routes.ts';
import { limitRoutes } from './limit-routes.ts';
import { quotaRoutes } from './quota-routes.ts';

export const authorityRoutes = { ...limitRoutes, ...grantRoutes, ...approvalRoutes, ...quotaRoutes } as const;
