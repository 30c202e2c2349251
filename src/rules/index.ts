import type { MailRule } from '../proposal/proposal.ts';
import { addressBlocklisted } from './address-blocklisted.ts';
import { addressReputationPoor } from './address-reputation-poor.ts';
import { blocklistUnverified } from './blocklist-unverified.ts';
import { cnameBesideOthers } from './cname-beside-others.ts';
import { dkimMultipleRecords } from './dkim-multiple-records.ts';
import { dkimSyntax } from './dkim-syntax.ts';
import { dkimWeakKey } from './dkim-weak-key.ts';
import { dkimWrongName } from './dkim-wrong-name.ts';
import { dmarcMissing } from './dmarc-missing.ts';
import { dmarcMultipleRecords } from './dmarc-multiple-records.ts';
import { dmarcReportUnauthorised } from './dmarc-report-unauthorised.ts';
import { dmarcSyntax } from './dmarc-syntax.ts';
import { dmarcWrongName } from './dmarc-wrong-name.ts';
import { hostDoubledName } from './host-doubled-name.ts';
import { hostGeneric } from './host-generic.ts';
import { hostInvalidCharacters } from './host-invalid-characters.ts';
import { hostNotFqdn } from './host-not-fqdn.ts';
import { hostNotPublic } from './host-not-public.ts';
import { hostUnknownTld } from './host-unknown-tld.ts';
import { keyUnknown } from './key-unknown.ts';
import { mtaStsHostMissing } from './mta-sts-host-missing.ts';
import { mtaStsMultipleRecords } from './mta-sts-multiple-records.ts';
import { mtaStsMxMismatch } from './mta-sts-mx-mismatch.ts';
import { mtaStsSyntax } from './mta-sts-syntax.ts';
import { mtaStsWrongName } from './mta-sts-wrong-name.ts';
import { mxDuplicateHost } from './mx-duplicate-host.ts';
import { mxIsAddress } from './mx-is-address.ts';
import { mxNotAllowed } from './mx-not-allowed.ts';
import { mxNullWithOthers } from './mx-null-with-others.ts';
import { mxPointsToCname } from './mx-points-to-cname.ts';
import { mxPrivateAddress } from './mx-private-address.ts';
import { mxProxied } from './mx-proxied.ts';
import { mxRemoved } from './mx-removed.ts';
import { mxTargetMalformed } from './mx-target-malformed.ts';
import { mxValidationLeftOver } from './mx-validation-left-over.ts';
import { mxWithoutAddress } from './mx-without-address.ts';
import { nameOutsideZone } from './name-outside-zone.ts';
import { ptrDiffersFromMailHost } from './ptr-differs-from-mail-host.ts';
import { ptrGeneric } from './ptr-generic.ts';
import { ptrMissing } from './ptr-missing.ts';
import { ptrMultiple } from './ptr-multiple.ts';
import { ptrOutOfStep } from './ptr-out-of-step.ts';
import { ptrOwnerMalformed } from './ptr-owner-malformed.ts';
import { ptrPointsToCname } from './ptr-points-to-cname.ts';
import { ptrTargetUnqualified } from './ptr-target-unqualified.ts';
import { ptrWithoutForward } from './ptr-without-forward.ts';
import { recordDuplicated } from './record-duplicated.ts';
import { recordUnreadable } from './record-unreadable.ts';
import { rrsetDuplicated } from './rrset-duplicated.ts';
import { spfAddressAsDomain } from './spf-address-as-domain.ts';
import { spfAuthorisationLost } from './spf-authorisation-lost.ts';
import { spfAuthorisationWidened } from './spf-authorisation-widened.ts';
import { spfDuplicateTerm } from './spf-duplicate-term.ts';
import { spfExpUnusable } from './spf-exp-unusable.ts';
import { spfGluedStrings } from './spf-glued-strings.ts';
import { spfHeloMissing } from './spf-helo-missing.ts';
import { spfHostBits } from './spf-host-bits.ts';
import { spfIncludeWithoutRecord } from './spf-include-without-record.ts';
import { spfLoop } from './spf-loop.ts';
import { spfMailHostNotAuthorised } from './spf-mail-host-not-authorised.ts';
import { spfMechanismAsModifier } from './spf-mechanism-as-modifier.ts';
import { spfMissing } from './spf-missing.ts';
import { spfMultipleRecords } from './spf-multiple-records.ts';
import { spfNearLookupLimit } from './spf-near-lookup-limit.ts';
import { spfNeutralAll } from './spf-neutral-all.ts';
import { spfNoAll } from './spf-no-all.ts';
import { spfNotRecognised } from './spf-not-recognised.ts';
import { spfNullMxSender } from './spf-null-mx-sender.ts';
import { spfParkedDomain } from './spf-parked-domain.ts';
import { spfPermitsEveryone } from './spf-permits-everyone.ts';
import { spfPtrMechanism } from './spf-ptr-mechanism.ts';
import { spfRecordTooLarge } from './spf-record-too-large.ts';
import { spfRecordType99 } from './spf-record-type-99.ts';
import { spfRedirectWithAll } from './spf-redirect-with-all.ts';
import { spfRedirectWithoutRecord } from './spf-redirect-without-record.ts';
import { spfReservedAddress } from './spf-reserved-address.ts';
import { spfSenderId } from './spf-sender-id.ts';
import { spfSenderNotAuthorised } from './spf-sender-not-authorised.ts';
import { spfShadowedNetwork } from './spf-shadowed-network.ts';
import { spfSplitAcrossRecords } from './spf-split-across-records.ts';
import { spfSyntax } from './spf-syntax.ts';
import { spfTermAfterAll } from './spf-term-after-all.ts';
import { spfTooManyLookups } from './spf-too-many-lookups.ts';
import { spfTooManyMx } from './spf-too-many-mx.ts';
import { spfTooManyVoidLookups } from './spf-too-many-void-lookups.ts';
import { spfUnknownModifier } from './spf-unknown-modifier.ts';
import { spfVoidLookup } from './spf-void-lookup.ts';
import { spfWideNetwork } from './spf-wide-network.ts';
import { spfWrongName } from './spf-wrong-name.ts';
import { targetWithoutDot } from './target-without-dot.ts';
import { tlsRptMultipleRecords } from './tls-rpt-multiple-records.ts';
import { tlsRptSyntax } from './tls-rpt-syntax.ts';
import { tlsRptWrongName } from './tls-rpt-wrong-name.ts';
import { txtEscaping } from './txt-escaping.ts';
import { txtStringTooLong } from './txt-string-too-long.ts';
import { txtUnquoted } from './txt-unquoted.ts';
import { txtWrongType } from './txt-wrong-type.ts';
import { zoneRemoved } from './zone-removed.ts';
import { zoneUnloadable } from './zone-unloadable.ts';

/** Every rule, in the order of the documentation. */
export const RULES: readonly MailRule[] = [
  spfMissing,
  spfMultipleRecords,
  spfNotRecognised,
  spfSplitAcrossRecords,
  spfGluedStrings,
  spfRecordType99,
  spfSenderId,
  spfRecordTooLarge,
  spfWrongName,
  spfHeloMissing,
  spfSyntax,
  spfMechanismAsModifier,
  spfAddressAsDomain,
  spfPermitsEveryone,
  spfNeutralAll,
  spfNoAll,
  spfTermAfterAll,
  spfRedirectWithAll,
  spfPtrMechanism,
  spfUnknownModifier,
  spfDuplicateTerm,
  spfShadowedNetwork,
  spfHostBits,
  spfWideNetwork,
  spfReservedAddress,
  spfNullMxSender,
  spfParkedDomain,
  spfExpUnusable,
  spfTooManyLookups,
  spfNearLookupLimit,
  spfTooManyVoidLookups,
  spfVoidLookup,
  spfTooManyMx,
  spfIncludeWithoutRecord,
  spfRedirectWithoutRecord,
  spfLoop,
  spfSenderNotAuthorised,
  spfMailHostNotAuthorised,
  spfAuthorisationLost,
  spfAuthorisationWidened,
  mxIsAddress,
  mxPointsToCname,
  mxWithoutAddress,
  mxTargetMalformed,
  mxNullWithOthers,
  mxDuplicateHost,
  mxPrivateAddress,
  mxProxied,
  mxValidationLeftOver,
  mxNotAllowed,
  mxRemoved,
  hostNotFqdn,
  hostNotPublic,
  hostUnknownTld,
  hostInvalidCharacters,
  hostGeneric,
  hostDoubledName,
  ptrMissing,
  ptrWithoutForward,
  ptrDiffersFromMailHost,
  ptrGeneric,
  ptrMultiple,
  ptrPointsToCname,
  ptrOwnerMalformed,
  ptrTargetUnqualified,
  ptrOutOfStep,
  addressBlocklisted,
  addressReputationPoor,
  blocklistUnverified,
  recordUnreadable,
  nameOutsideZone,
  cnameBesideOthers,
  recordDuplicated,
  rrsetDuplicated,
  keyUnknown,
  txtStringTooLong,
  txtUnquoted,
  txtEscaping,
  txtWrongType,
  targetWithoutDot,
  dmarcMissing,
  dmarcMultipleRecords,
  dmarcSyntax,
  dmarcWrongName,
  dmarcReportUnauthorised,
  dkimSyntax,
  dkimWeakKey,
  dkimWrongName,
  dkimMultipleRecords,
  mtaStsSyntax,
  mtaStsMultipleRecords,
  mtaStsWrongName,
  mtaStsHostMissing,
  mtaStsMxMismatch,
  tlsRptSyntax,
  tlsRptMultipleRecords,
  tlsRptWrongName,
  zoneUnloadable,
  zoneRemoved,
];
