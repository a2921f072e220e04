// What tests stand on. Never part of the product.

export { CROWD_DAY, fillWithCrowd } from "./crowd.ts";
export { HOT_QUERIES, type HotQuery } from "./hot-queries.ts";
export { TEST_KEYRING, TEST_MASTER } from "./test-keyring.ts";
export { openTestRecord, type TestRecord } from "./test-record.ts";
export { asOwner, openTestServer, runAsOwner, type TestServer } from "./test-server.ts";
export {
  openMessagePeer,
  type MessagePeer,
  type PeerManner,
  type ToldMessage,
} from "./message-peer.ts";
export { PaymentPeer, type PeerInstruction, type PeerReceipt } from "./payment-peer.ts";
export {
  openIdentityPeer,
  type IdentityClaims,
  type IdentityManner,
  type IdentityPeer,
} from "./identity-peer.ts";
