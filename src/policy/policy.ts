// The words of a Lambda resource policy (SPEC §9.1, §9.2) and of a decision over it.

/** One statement as AddPermission writes it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | { readonly Service?: string; readonly AWS?: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: {
    readonly ArnLike?: { readonly 'AWS:SourceArn'?: string };
    readonly StringEquals?: {
      readonly 'AWS:SourceAccount'?: string;
      readonly 'lambda:FunctionUrlAuthType'?: string;
      readonly 'aws:PrincipalOrgID'?: string;
      readonly 'lambda:EventSourceToken'?: string;
    };
    readonly Bool?: { readonly 'lambda:InvokedViaFunctionUrl'?: string };
  };
}

/** Who asks for what. */
export interface InvokePermissionQuery {
  /** `apigateway.amazonaws.com` */
  readonly servicePrincipal: string;
  readonly sourceArn: string;
  readonly sourceAccount: string;
  /** ARN of the function, with the qualifier it is invoked by. */
  readonly functionArn: string;
}

/** One part in which a statement differs from the query. */
export interface PolicyMismatch {
  readonly part:
    | 'effect'
    | 'action'
    | 'principal'
    | 'source-account'
    | 'resource'
    // a condition that a call of this kind can never meet, such as `lambda:FunctionUrlAuthType`
    | 'condition'
    // parts of the source ARN
    | 'partition'
    | 'service'
    | 'region'
    | 'account'
    | 'api-id'
    | 'stage'
    | 'method'
    | 'path'
    | 'shape';
  /** What the statement allows. */
  readonly allowed: string;
  /** What was presented. */
  readonly presented: string;
}

export type PolicyDecision =
  | { readonly allowed: true; readonly sid: string }
  | {
      readonly allowed: false;
      /** 'no-policy': no statement at all; 'no-match': none matches; 'explicit-deny': one denies. */
      readonly reason: 'no-policy' | 'no-match' | 'explicit-deny';
      /** The statement with the fewest mismatches, and these. */
      readonly closest: { readonly sid: string; readonly mismatches: readonly PolicyMismatch[] } | null;
      readonly query: InvokePermissionQuery;
    };
