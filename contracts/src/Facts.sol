// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "solady/utils/ECDSA.sol";
import {EIP712} from "solady/utils/EIP712.sol";
import {LibBit} from "solady/utils/LibBit.sol";
import {LibBytes} from "solady/utils/LibBytes.sol";
import {MerkleProofLib} from "solady/utils/MerkleProofLib.sol";

import {
    Confirmations,
    FACT_TYPEHASH,
    Fact,
    REVOCATION_TYPEHASH,
    ROOT_TYPEHASH,
    ROTATION_TYPEHASH,
    Statement
} from "./types/Fact.sol";

/// @title Facts
/// @notice Says whether a statement about the outside world was confirmed by more than a preset number of independent attestors.
/// @dev
/// QUORUMS
/// - A quorum is a list of n attestors and a number k. Something is confirmed when strictly more than k distinct current
///   attestors signed it. 1 <= k < n <= 32 and 2(k+1) > n, so that two honest groups cannot confirm opposite things.
/// - Anyone may create a quorum. Its id is the hash of its first members, k and notice time; whoever trusts it names the id.
/// - The members change by their own signatures, announced for the notice time; k never changes. A later announcement
///   replaces an earlier one that was not applied: announcing the present members cancels.
///
/// FACTS
/// - What is signed is the EIP-712 digest of a `Fact`, of which every field is a function of the source record.
/// - `check` is a view for the contract that uses the fact. It leaves no trace, so nobody can burn a fact: the consumer's own
///   state says whether a fact was used.
/// - `record` keeps a fact readable, `recordRoot` a batch of any size: a Merkle root with sorted pairs over leaves
///   `keccak256(keccak256(abi.encode(fact)))`.
/// - Per (quorum, audience, topic, subject, round) the first recorded value stands. A correction is the next round.
/// - A revoked fact is refused by every function here, whether it was recorded, recorded in a batch or only signed.
/// - A former member's signature no longer counts; what was recorded with it stands.
///
/// ROLES
/// - There is no owner, pause or upgrade. Who submits signatures does not matter.
///
/// ASSUMPTIONS
/// - Attestors are accounts with a private key: they sign with ECDSA, never through ERC-1271.
/// - At most k attestors of a quorum lie or are stolen from. With more, a false value can be confirmed; it can be proven afterwards
///   if an honest value of the same round was signed by one of them.
///
/// WHAT IS NOT CHECKED
/// - `recordedAt` and `isIncluded` tell what was confirmed: the reader compares `validUntil` with the clock. `check` and `record`
///   do it themselves.
/// - Two batches may hold two values of one round; the record, where there is one, decides, and `proveEquivocation` accepts
///   signed roots as evidence.
/// - `observedAt` may lie in the future.
/// - A proven equivocation is published and kept; removing the attestor is for its quorum to decide.
///
/// INVARIANTS
/// FACTS-1 Nothing gated by a quorum happens with the signatures of k or fewer distinct current attestors.
/// FACTS-2 There is one recorded value for each (quorum, audience, topic, subject, round).
/// FACTS-3 An attestor that signed two values for one round can be proven to have done so, also after it has left.
contract Facts is EIP712 {
    /// @param count How many attestors there are.
    /// @param k Strictly more than k of them must sign.
    /// @param notice How long a change of members is announced, in seconds.
    /// @param sequence How many batches were recorded.
    /// @param rotation The round of the last announced change of members.
    /// @param appliesAt The Unix timestamp from which that change can be applied.
    /// @param pending The hash of the members announced, or zero.
    struct Quorum {
        uint8 count; // slot 0
        uint8 k;
        uint32 notice;
        uint64 sequence;
        uint64 rotation;
        uint40 appliesAt;
        bytes32 pending; // slot 1
    }

    /// @dev k is repeated beside each account, so that checking signatures reads one slot per attestor and no other.
    struct Attestor {
        address account;
        uint8 k;
    }

    /// @dev What one round says: the first 27 bytes of the fact's digest, which no second fact shares (a collision takes 2^108
    /// hashes), and when it was recorded, or zero when it was revoked. It is kept at the slot
    ///     keccak256(abi.encode(quorum, audience, topic, subject, round))
    /// which no mapping uses: their slots are hashes of 64 bytes.
    struct Record {
        bytes27 fingerprint;
        uint40 recordedAt;
    }

    /// @notice The most attestors a quorum can have.
    uint256 public constant ATTESTORS_MAX = 32;

    mapping(bytes32 quorum => Quorum) private _quorums;
    mapping(bytes32 quorum => Attestor[32]) private _attestors;
    mapping(bytes32 quorum => mapping(bytes32 members => bool)) private _served;
    mapping(bytes32 quorum => mapping(bytes32 root => uint40 recordedAt)) private _roots;

    /// @notice Whether an attestor of the quorum was proven to have signed two values for one round.
    mapping(bytes32 quorum => mapping(address attestor => bool)) public hasEquivocated;

    /// @notice A quorum was created.
    /// @param k Strictly more than k attestors must sign.
    /// @param notice How long a change of members is announced, in seconds.
    event QuorumCreated(bytes32 indexed quorum, address[] attestors, uint8 k, uint32 notice);

    /// @notice The members of a quorum announced who follows them.
    /// @param round The number of the announcement; the highest counts.
    /// @param appliesAt The Unix timestamp from which the change can be applied.
    /// @param mask Bit i is set when attestor i signed.
    event RotationAnnounced(bytes32 indexed quorum, uint64 round, address[] attestors, uint40 appliesAt, uint32 mask);

    /// @notice The members of a quorum changed.
    event QuorumRotated(bytes32 indexed quorum, address[] attestors);

    /// @notice A fact can be read from now on.
    /// @param mask Bit i is set when attestor i signed.
    event FactRecorded(bytes32 indexed digest, bytes32 indexed quorum, bytes32 indexed subject, Fact fact, uint32 mask);

    /// @notice A batch of facts can be read from now on.
    /// @param sequence The number of the batch within the quorum, from 1.
    /// @param mask Bit i is set when attestor i signed.
    event RootRecorded(bytes32 indexed quorum, bytes32 indexed root, uint64 sequence, uint32 mask);

    /// @notice A fact counts no longer.
    /// @param mask Bit i is set when attestor i signed.
    event FactRevoked(bytes32 indexed digest, bytes32 indexed quorum, bytes32 indexed subject, Fact fact, uint32 mask);

    /// @notice An attestor was proven to have signed two facts for one round.
    /// @param first The digest of one fact.
    /// @param second The digest of the other.
    event EquivocationProven(bytes32 indexed quorum, address indexed attestor, bytes32 first, bytes32 second);

    /// @notice Thrown when a quorum of the same first members, k and notice exists.
    error QuorumExists(bytes32 quorum);

    /// @notice Thrown when nobody created the quorum.
    error QuorumUnknown(bytes32 quorum);

    /// @notice Thrown when a quorum would have more attestors than fit.
    error TooManyAttestors(uint256 given, uint256 limit);

    /// @notice Thrown unless 1 <= k < count < 2(k+1).
    error ThresholdOutOfRange(uint256 k, uint256 count);

    /// @notice Thrown when an attestor is the zero address.
    error AttestorZero(uint256 index);

    /// @notice Thrown when an attestor is listed twice.
    error AttestorTwice(address account);

    /// @notice Thrown when not more than k attestors signed.
    error BelowQuorum(uint256 count, uint256 k);

    /// @notice Thrown when the mask names an attestor the quorum does not have.
    error NoSuchAttestor(uint256 index, uint256 count);

    /// @notice Thrown when there are not 64 bytes of signature for each bit of the mask.
    error SignaturesLength(uint256 given, uint256 expected);

    /// @notice Thrown when the signature at the attestor's place is somebody else's; zero when it is nobody's.
    error SignerDiffers(uint256 index, address given, address expected);

    /// @notice Thrown when the caller is not the contract the fact is for.
    error AudienceDiffers(address given, address expected);

    /// @notice Thrown when the value may not be relied on any more.
    /// @param validUntil The last second it could be, as a Unix timestamp.
    error FactExpired(uint40 validUntil);

    /// @notice Thrown when the fact was recorded before.
    error AlreadyRecorded(bytes32 digest);

    /// @notice Thrown when the fact was revoked.
    error AlreadyRevoked(bytes32 digest);

    /// @notice Thrown when another value of the round was recorded before.
    error RoundTaken(bytes32 subject, uint64 round);

    /// @notice Thrown when the batch is not the next one.
    error SequenceDiffers(uint64 given, uint64 expected);

    /// @notice Thrown when the batch was recorded before.
    error RootTwice(bytes32 root);

    /// @notice Thrown when a change of members is not newer than the last announced.
    error RotationOutdated(uint64 round, uint64 last);

    /// @notice Thrown when these members were not the last announced.
    error RotationNotAnnounced(bytes32 quorum);

    /// @notice Thrown when the notice time is not over.
    /// @param appliesAt The Unix timestamp from which the change can be applied.
    error NoticeRunning(uint40 appliesAt);

    /// @notice Thrown when the two statements are not about one round.
    error RoundsDiffer(bytes32 first, bytes32 second);

    /// @notice Thrown when the two statements are one.
    error SameFact(bytes32 digest);

    /// @notice Thrown when the two statements were signed by different accounts.
    error SignersDiffer(address first, address second);

    /// @notice Thrown when the proof does not lead from the fact to the root.
    error NotInRoot(bytes32 root);

    /// @notice Thrown when these were never the members of the quorum.
    error NeverMembers(bytes32 quorum);

    /// @notice Thrown when the account is not among the members given.
    error NotAnAttestor(address account);

    /// @notice Thrown when the attestor was proven to have equivocated before.
    error AlreadyProven(address attestor);

    /* QUORUMS */

    /// @notice Creates the quorum of these attestors. Its id is `keccak256(abi.encode(attestors, k, notice))`.
    /// @param attestors At most 32 accounts, none twice; attestor i is the one at index i.
    /// @param k Strictly more than k of them must sign; 1 <= k < n < 2(k+1).
    /// @param notice How long a change of members is announced, in seconds.
    function create(address[] calldata attestors, uint8 k, uint32 notice) external returns (bytes32 quorum) {
        quorum = keccak256(abi.encode(attestors, k, notice));
        require(_quorums[quorum].count == 0, QuorumExists(quorum));
        _requireMembers(attestors, k);

        _quorums[quorum].k = k;
        _quorums[quorum].notice = notice;
        _seat(quorum, attestors, k);
        emit QuorumCreated(quorum, attestors, k, notice);
    }

    /// @notice Announces who follows the present members.
    /// @param round Any number above that of the last announcement.
    /// @param next The next members; with the same k they must make a quorum.
    /// @param confirmations Over `Rotation(bytes32 quorum,uint64 round,address[] next)`.
    function rotate(bytes32 quorum, uint64 round, address[] calldata next, Confirmations calldata confirmations)
        external
    {
        Quorum storage state = _quorumAt(quorum);
        require(round > state.rotation, RotationOutdated(round, state.rotation));
        _requireMembers(next, state.k);
        bytes32 structHash = keccak256(abi.encode(ROTATION_TYPEHASH, quorum, round, _listOf(next)));
        _requireConfirmed(quorum, _hashTypedData(structHash), confirmations);

        // Fits for 34,000 years: 40 bits of seconds.
        uint40 appliesAt = uint40(block.timestamp + state.notice);
        state.rotation = round;
        state.appliesAt = appliesAt;
        state.pending = _listOf(next);
        emit RotationAnnounced(quorum, round, next, appliesAt, confirmations.mask);
    }

    /// @notice Seats the members announced last, once their notice time is over; anyone may call it.
    function applyRotation(bytes32 quorum, address[] calldata next) external {
        Quorum storage state = _quorumAt(quorum);
        require(state.pending == _listOf(next), RotationNotAnnounced(quorum));
        // forge-lint: disable-next-line(block-timestamp)
        require(block.timestamp >= state.appliesAt, NoticeRunning(state.appliesAt));

        state.pending = 0;
        _seat(quorum, next, state.k);
        emit QuorumRotated(quorum, next);
    }

    function _seat(bytes32 quorum, address[] calldata members, uint8 k) private {
        Quorum storage state = _quorums[quorum];
        Attestor[32] storage seats = _attestors[quorum];
        for (uint256 i; i < members.length; ++i) {
            seats[i] = Attestor(members[i], k);
        }
        for (uint256 i = members.length; i < state.count; ++i) {
            delete seats[i];
        }

        // Fits: at most 32.
        state.count = uint8(members.length);
        _served[quorum][_listOf(members)] = true;
    }

    function _requireMembers(address[] calldata members, uint256 k) private pure {
        uint256 count = members.length;
        require(count <= ATTESTORS_MAX, TooManyAttestors(count, ATTESTORS_MAX));
        require(k != 0 && k < count && count < 2 * (k + 1), ThresholdOutOfRange(k, count));
        for (uint256 i; i < count; ++i) {
            address member = members[i];
            require(member != address(0), AttestorZero(i));
            for (uint256 j; j < i; ++j) {
                require(members[j] != member, AttestorTwice(member));
            }
        }
    }

    function _listOf(address[] calldata members) private pure returns (bytes32) {
        // Packed elements of an array are padded to 32 bytes, as EIP-712 has them.
        return keccak256(abi.encodePacked(members));
    }

    /* FACTS */

    /// @notice Reverts unless the fact is confirmed, in force, and for the caller or for anyone. It leaves no trace.
    /// @param confirmations Over the fact.
    /// @return digest The EIP-712 digest of the fact.
    function check(Fact calldata fact, Confirmations calldata confirmations) external view returns (bytes32 digest) {
        address audience = fact.audience;
        require(audience == address(0) || audience == msg.sender, AudienceDiffers(audience, msg.sender));
        _requireNotExpired(fact.validUntil);
        digest = digestOf(fact);
        _requireStanding(fact, digest);

        _requireConfirmed(fact.quorum, digest, confirmations);
    }

    /// @notice Keeps a confirmed fact readable.
    /// @param confirmations Over the fact.
    function record(Fact calldata fact, Confirmations calldata confirmations) external {
        bytes32 digest = digestOf(fact);
        Record storage entry = _requireStanding(fact, digest);
        require(entry.recordedAt == 0, AlreadyRecorded(digest));
        _requireNotExpired(fact.validUntil);
        _requireConfirmed(fact.quorum, digest, confirmations);

        // Fits for 34,000 years: 40 bits of seconds.
        (entry.fingerprint, entry.recordedAt) = (_fingerprintOf(digest), uint40(block.timestamp));
        emit FactRecorded(digest, fact.quorum, fact.subject, fact, confirmations.mask);
    }

    /// @notice Keeps a batch of facts readable.
    /// @param root The Merkle root with sorted pairs over `keccak256(keccak256(abi.encode(fact)))`.
    /// @param sequence One more than that of the quorum's last batch, from 1.
    /// @param confirmations Over `Root(bytes32 quorum,bytes32 root,uint64 sequence)`.
    function recordRoot(bytes32 quorum, bytes32 root, uint64 sequence, Confirmations calldata confirmations) external {
        Quorum storage state = _quorumAt(quorum);
        uint64 expected = state.sequence + 1;
        require(sequence == expected, SequenceDiffers(sequence, expected));
        require(_roots[quorum][root] == 0, RootTwice(root));
        _requireConfirmed(quorum, _rootDigest(quorum, root, sequence), confirmations);

        state.sequence = sequence;
        // Fits for 34,000 years: 40 bits of seconds.
        _roots[quorum][root] = uint40(block.timestamp);
        emit RootRecorded(quorum, root, sequence, confirmations.mask);
    }

    /// @notice Makes a fact count no longer, for good, whether it was recorded or only signed. What was done because of it
    /// stands, and its round stays taken.
    /// @param confirmations Over `Revocation(bytes32 digest)`.
    function revoke(Fact calldata fact, Confirmations calldata confirmations) external {
        bytes32 digest = digestOf(fact);
        Record storage entry = _requireStanding(fact, digest);
        bytes32 structHash = keccak256(abi.encode(REVOCATION_TYPEHASH, digest));
        _requireConfirmed(fact.quorum, _hashTypedData(structHash), confirmations);

        (entry.fingerprint, entry.recordedAt) = (_fingerprintOf(digest), 0);
        emit FactRevoked(digest, fact.quorum, fact.subject, fact, confirmations.mask);
    }

    /// @dev Nothing else was recorded for the round, and the fact was not revoked.
    function _requireStanding(Fact calldata fact, bytes32 digest) private view returns (Record storage entry) {
        entry = _recordOf(fact);
        bytes27 fingerprint = entry.fingerprint;
        if (fingerprint == 0) return entry;
        require(fingerprint == _fingerprintOf(digest), RoundTaken(fact.subject, fact.round));
        require(entry.recordedAt != 0, AlreadyRevoked(digest));
    }

    function _requireNotExpired(uint40 validUntil) private view {
        // forge-lint: disable-next-line(block-timestamp)
        require(validUntil == 0 || block.timestamp <= validUntil, FactExpired(validUntil));
    }

    /// @dev Reads one slot per signature and no other: this is most of what a fact costs.
    function _requireConfirmed(bytes32 quorum, bytes32 digest, Confirmations calldata confirmations) private view {
        uint256 mask = confirmations.mask;
        bytes calldata signatures = confirmations.signatures;
        Attestor[32] storage seats = _attestors[quorum];
        uint256 k;
        uint256 count;
        // Cannot overflow: the mask has 32 bits.
        unchecked {
            for (uint256 index; mask >> index != 0; ++index) {
                if (mask >> index & 1 == 0) continue;
                uint256 offset = count++ * 64;
                if (signatures.length < offset + 64) break;

                Attestor storage seat = seats[index];
                (address account, uint8 preset) = (seat.account, seat.k);
                if (account == address(0)) revert NoSuchAttestor(index, _quorumAt(quorum).count);
                address signer = _signerOf(digest, signatures, offset);
                require(signer == account, SignerDiffers(index, signer, account));
                k = preset;
            }
            if (signatures.length != count * 64) {
                revert SignaturesLength(signatures.length, LibBit.popCount(mask) * 64);
            }
        }
        if (count <= k || count == 0) revert BelowQuorum(count, _quorumAt(quorum).k);
    }

    /// @dev The 64-byte form has room for the lower of the two values of s only, so a signature has no twin.
    function _signerOf(bytes32 digest, bytes calldata signatures, uint256 offset) private view returns (address) {
        bytes32 r = LibBytes.loadCalldata(signatures, offset);
        // Cannot overflow: at most 32 * 64.
        unchecked {
            bytes32 vs = LibBytes.loadCalldata(signatures, offset + 32);
            return ECDSA.tryRecover(digest, r, vs);
        }
    }

    /* EQUIVOCATION */

    /// @notice Proves that an attestor signed two facts for one round, each by itself or in a batch; anyone may call it.
    /// @param members A list of members of the quorum, present or former, with the attestor in it.
    function proveEquivocation(Statement calldata first, Statement calldata second, address[] calldata members)
        external
    {
        bytes32 quorum = first.fact.quorum;
        bytes32 slot = _slotOf(first.fact);
        require(slot == _slotOf(second.fact), RoundsDiffer(slot, _slotOf(second.fact)));
        bytes32 digest = digestOf(first.fact);
        bytes32 other = digestOf(second.fact);
        require(digest != other, SameFact(digest));
        address attestor = _authorOf(first, digest);
        address author = _authorOf(second, other);
        require(attestor == author, SignersDiffer(attestor, author));
        require(_served[quorum][_listOf(members)], NeverMembers(quorum));
        require(_isAmong(members, attestor), NotAnAttestor(attestor));
        require(!hasEquivocated[quorum][attestor], AlreadyProven(attestor));

        hasEquivocated[quorum][attestor] = true;
        emit EquivocationProven(quorum, attestor, digest, other);
    }

    function _authorOf(Statement calldata statement, bytes32 digest) private view returns (address) {
        bytes calldata signature = statement.signature;
        require(signature.length == 64, SignaturesLength(signature.length, 64));
        if (statement.root == 0) return _signerOf(digest, signature, 0);

        bool proven = MerkleProofLib.verifyCalldata(statement.proof, statement.root, _leafOf(statement.fact));
        require(proven, NotInRoot(statement.root));
        return _signerOf(_rootDigest(statement.fact.quorum, statement.root, statement.sequence), signature, 0);
    }

    function _isAmong(address[] calldata members, address account) private pure returns (bool) {
        for (uint256 i; i < members.length; ++i) {
            if (members[i] == account) return true;
        }
        return false;
    }

    /* VIEWS */

    /// @notice When the fact was recorded, as a Unix timestamp; zero when it was not, or was revoked.
    function recordedAt(Fact calldata fact) external view returns (uint40) {
        Record storage entry = _recordOf(fact);
        return entry.fingerprint == _fingerprintOf(digestOf(fact)) ? entry.recordedAt : 0;
    }

    /// @notice Whether the fact is in a recorded batch of its quorum, was not revoked, and no other value of its round was
    /// recorded by itself.
    /// @param proof The Merkle proof from the fact's leaf to `root`.
    function isIncluded(Fact calldata fact, bytes32 root, bytes32[] calldata proof) external view returns (bool) {
        if (_roots[fact.quorum][root] == 0) return false;
        Record storage entry = _recordOf(fact);
        bool free = entry.fingerprint == 0;
        bool same = entry.fingerprint == _fingerprintOf(digestOf(fact)) && entry.recordedAt != 0;
        return (free || same) && MerkleProofLib.verifyCalldata(proof, root, _leafOf(fact));
    }

    /// @notice When the batch was recorded, as a Unix timestamp; zero when it was not.
    function rootRecordedAt(bytes32 quorum, bytes32 root) external view returns (uint40) {
        return _roots[quorum][root];
    }

    /// @notice What is stored about the quorum; `count` is zero when nobody created it.
    function quorumOf(bytes32 quorum) external view returns (Quorum memory) {
        return _quorums[quorum];
    }

    /// @notice The present members of the quorum, in order.
    function membersOf(bytes32 quorum) external view returns (address[] memory members) {
        members = new address[](_quorums[quorum].count);
        for (uint256 i; i < members.length; ++i) {
            members[i] = _attestors[quorum][i].account;
        }
    }

    /// @notice What an attestor signs to confirm the fact.
    function digestOf(Fact calldata fact) public view returns (bytes32) {
        bytes32 typehash = FACT_TYPEHASH;
        bytes32 structHash;
        // The struct has no dynamic member: its encoding is the 8 words of calldata. A word with bits beyond its type is a digest
        // nobody signs.
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typehash)
            calldatacopy(add(free, 0x20), fact, 0x100)
            structHash := keccak256(free, 0x120)
        }
        return _hashTypedData(structHash);
    }

    function _quorumAt(bytes32 quorum) private view returns (Quorum storage state) {
        state = _quorums[quorum];
        require(state.count != 0, QuorumUnknown(quorum));
    }

    function _recordOf(Fact calldata fact) private pure returns (Record storage entry) {
        bytes32 slot = _slotOf(fact);
        assembly ("memory-safe") {
            entry.slot := slot
        }
    }

    /// @dev The first 5 words of the fact: what its round is.
    function _slotOf(Fact calldata fact) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, fact, 0xa0)
            slot := keccak256(free, 0xa0)
        }
    }

    function _fingerprintOf(bytes32 digest) private pure returns (bytes27) {
        // Cut on purpose: see `Record`.
        // forge-lint: disable-next-line(unsafe-typecast)
        return bytes27(digest);
    }

    function _leafOf(Fact calldata fact) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(fact))));
    }

    function _rootDigest(bytes32 quorum, bytes32 root, uint64 sequence) private view returns (bytes32) {
        return _hashTypedData(keccak256(abi.encode(ROOT_TYPEHASH, quorum, root, sequence)));
    }

    function _domainNameAndVersion() internal pure override returns (string memory, string memory) {
        return ("Concordat Facts", "1");
    }
}
