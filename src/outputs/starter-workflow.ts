import { SLUG } from '../project.ts';

/** What in a repository makes a hint in its workflow worth while. */
export interface WorkflowHints {
  readonly terraform: boolean;
  readonly octodns: boolean;
}

/** The usual workflow, pinned as its readers should pin theirs. examples/workflows/minimal.yml is this text. */
export function starterWorkflow({ terraform, octodns }: WorkflowHints): string {
  const lines = [
    '# The usual case: pull requests from branches of the same repository.',
    'name: DNS Mail Gate',
    'on: pull_request',
    'permissions:',
    '  contents: read',
    '  pull-requests: write # the comment and suggested changes',
    'jobs:',
    '  dns-mail-gate:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2',
    '        with:',
    '          persist-credentials: false',
    `      - uses: ${SLUG}@v0`,
  ];
  if (terraform) {
    lines.push(
      '        # Terraform is read as it is written. A plan knows more: let a step before make it',
      '        # (`terraform show -json plan.out > plan.json`), and give it here.',
      '        # with:',
      '        #   terraform-plan: plan.json',
    );
  }
  if (octodns) {
    lines.push(
      '        # OctoDNS is read by its configuration, with the zones and providers that it names; nothing of it is run,',
      '        # and no provider is asked.',
    );
  }
  return `${lines.join('\n')}\n`;
}
