import { UsageError } from './usage-error.ts';

/** Says how DNS files are recognised. */
export function noDnsFiles(): UsageError {
  return new UsageError(
    'No DNS file was found. Zone files are recognised by name (*.zone, *.db, db.*) and by content, OctoDNS zones as ' +
      'example.com.yaml, Terraform (*.tf) by its DNS resources; name the folder that holds them, or list them under ' +
      '“zones” in dns-mail-gate.yml.',
  );
}
