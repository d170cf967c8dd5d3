// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DeadlinePassed} from "./Errors.sol";
import {Records} from "./Records.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Confirmations, Fact, TOPIC_FREEZE} from "./types/Fact.sol";
import {Standing, State} from "./types/Standing.sol";
import {Agreement, Party, Rules} from "./types/Terms.sol";

/// @title Agreements
/// @notice Terms that all parties signed: how they take effect, change and end.
/// @dev
/// TERMS
/// - The EIP-712 digest of the terms is what each party signs, the id of the agreement, and all that is kept of the terms.
///   Callers pass the terms again; whatever hashes into a stored digest can be trusted.
/// - The digest of the first version is the root. State, money and payments are keyed by the root, so that an amendment changes
///   nothing for who pays.
/// - Only the hash of the prose is here. The rest is public: `AgreementConcluded` carries it, so that it cannot be lost.
///
/// SIGNATURES
/// - All parties sign, in one transaction or step by step, with a key (64 or 65 bytes, no twin) or as a contract (ERC-1271). The
///   domain names this contract and this chain, so that a signature counts nowhere else.
/// - A signature is checked once, when it is used, and stays valid whatever happens to the key or contract later.
/// - One party that declines ends the proposal for good.
///
/// LIFECYCLE
/// - None, effective, terminated or superseded or completed: a state is never left backwards.
/// - An amendment names the version it amends and takes effect only while that one is in force: of two, the first wins.
/// - The arbiters that the terms name can freeze: no money goes out and no time runs, but receipts are booked. All freezes
///   together last at most as long as the terms say, and end by themselves.
///
/// ASSUMPTIONS
/// - Deadlines are compared with the time of the block.
///
/// INVARIANTS
/// AGREEMENTS-1 The state of an agreement only moves forward.
abstract contract Agreements is Records {
    /// @notice Signatures collected step by step, by the digest of the terms.
    /// @param parties Bit i is set when party i signed.
    /// @param proposed Whether the terms were published.
    /// @param declined Whether a party refused.
    struct Collected {
        uint128 parties;
        bool proposed;
        bool declined;
    }

    bytes32 private constant DECLINE_TYPEHASH = keccak256("Decline(bytes32 agreement,string reason)");
    bytes32 private constant TERMINATION_TYPEHASH = keccak256("Termination(bytes32 agreement)");
    bytes32 private constant SUPERSESSION_TYPEHASH = keccak256("Supersession(bytes32 agreement,address successor)");

    mapping(bytes32 digest => Collected collected) private _collected;

    /// @notice Terms were published for signing.
    /// @param root The digest of the first version.
    /// @param terms The ABI-encoded `Agreement`.
    event AgreementProposed(bytes32 indexed digest, bytes32 indexed root, address indexed proposer, bytes terms);

    /// @notice A party signed ahead of the conclusion.
    event AgreementSigned(bytes32 indexed digest, address indexed party);

    /// @notice A party refused: these terms can no longer take effect.
    event AgreementDeclined(bytes32 indexed digest, address indexed party, string reason);

    /// @notice Terms took effect.
    /// @param root The digest of the first version.
    /// @param previous The digest of the version that they replace, or zero.
    /// @param terms The ABI-encoded `Agreement`.
    event AgreementConcluded(bytes32 indexed digest, bytes32 indexed root, bytes32 previous, bytes terms);

    /// @notice The arbiters stopped the outflow.
    /// @param until When the freeze ends by itself, as a Unix timestamp.
    /// @param mask Which attestors confirmed it.
    event AgreementFrozen(bytes32 indexed root, uint40 until, uint32 mask);

    /// @notice The arbiters ended the freeze.
    /// @param mask Which attestors confirmed it.
    event AgreementResumed(bytes32 indexed root, uint32 mask);

    /// @notice All parties ended the agreement before its time.
    event AgreementTerminated(bytes32 indexed root);

    /// @notice All parties moved the agreement to another contract.
    event AgreementSuperseded(bytes32 indexed root, address successor);

    /// @notice Thrown when the terms are already in force or once were.
    error AlreadyConcluded(bytes32 digest);

    /// @notice Thrown when the terms were already published.
    error AlreadyProposed(bytes32 digest);

    /// @notice Thrown when a party refused these terms.
    error Declined(bytes32 digest);

    /// @notice Thrown when first terms name a version they amend, or an amendment names none or another agreement's.
    error VersionMismatch(bytes32 root, bytes32 previous);

    /// @notice Thrown when there are fewer or more signatures than must sign.
    error NotAllSigned(uint256 given, uint256 expected);

    /// @notice Thrown when the signature is not that party's, or has a twin.
    error NotASigner(address party);

    /// @notice Thrown when the terms have no party of that index.
    error NoPartyAt(uint256 party);

    /// @notice Thrown when that party already signed.
    error AlreadySigned(address party);

    /// @notice Thrown when the parties sign in listed order and an earlier one has not signed.
    error WrongOrder(uint256 party);

    /// @notice Thrown when there is no freeze to end.
    error NotFrozen(bytes32 root);

    /// @notice Thrown when the fact is not the next freeze or resume fact.
    error RoundDiffers(uint64 given, uint64 expected);

    /// @notice Thrown when the freezes have lasted as long as the terms allow, in seconds.
    error FreezeUsedUp(uint32 used, uint32 limit);

    /* CONCLUDING */

    /// @notice Publishes terms for signing, after checking that they could take effect.
    function propose(Agreement memory agreement) external {
        bytes32 digest = digestOf(agreement);
        Collected storage collected = _requireOpen(agreement, digest);
        require(!collected.proposed, AlreadyProposed(digest));
        _requireSound(agreement);

        collected.proposed = true;
        bytes32 root = agreement.root == 0 ? digest : agreement.root;
        emit AgreementProposed(digest, root, msg.sender, abi.encode(agreement));
    }

    /// @notice Records the signature of one party; anyone may bring it. The last signature of a first version concludes it; an
    /// amendment takes effect by `amend`.
    /// @param party The party's index.
    /// @param signature Over the digest of the terms.
    function sign(Agreement memory agreement, uint256 party, bytes memory signature) external {
        bytes32 digest = digestOf(agreement);
        Collected storage collected = _requireOpen(agreement, digest);
        uint256 signed = collected.parties;
        address account = _partyAt(agreement.parties, party);
        require(signed >> party & 1 == 0, AlreadySigned(account));
        uint256 earlier = (1 << party) - 1;
        require(!agreement.rules.ordered || signed & earlier == earlier, WrongOrder(party));
        _requireSigned(digest, account, signature);

        signed |= 1 << party;
        // Fits: there are at most 100 parties.
        collected.parties = uint128(signed);
        emit AgreementSigned(digest, account);

        bool complete = signed == (1 << agreement.parties.length) - 1;
        if (complete && agreement.root == 0) _conclude(agreement, digest);
    }

    /// @notice Puts first terms in force.
    /// @param signatures One for each party, over the digest of the terms; empty where the party already signed.
    function conclude(Agreement memory agreement, bytes[] memory signatures) external {
        bytes32 digest = digestOf(agreement);
        Collected storage collected = _requireOpen(agreement, digest);
        uint256 parties = agreement.parties.length;
        require(signatures.length == parties, NotAllSigned(signatures.length, parties));
        _requireEachSigned(agreement.parties, digest, signatures, collected.parties);

        _conclude(agreement, digest);
    }

    /// @notice Replaces the version in force. All parties of both versions sign the new one.
    /// @param next The new version.
    /// @param current The version in force.
    /// @param signatures One for each party of `next`, empty where it already signed, then one for each party of `current` that
    /// `next` does not list, in the order of `current`.
    function amend(Agreement memory next, Agreement memory current, bytes[] memory signatures) external {
        _beforeAmend(current);
        bytes32 digest = digestOf(next);
        Collected storage collected = _requireOpen(next, digest);
        (bytes32 root, bytes32 previous, Standing storage standing) = _requireInForce(current);
        require(next.root == root && next.previous == previous, VersionMismatch(next.root, next.previous));
        require(standing.state == State.Effective, AgreementEnded(root));
        _requireNotFrozen(standing);
        _requireSound(next);
        Party[] memory leavers = _leaversOf(current.parties, next.parties);
        uint256 count = next.parties.length;
        uint256 expected = count + leavers.length;
        require(signatures.length == expected, NotAllSigned(signatures.length, expected));
        _requireEachSigned(next.parties, digest, signatures, collected.parties);
        for (uint256 i; i < leavers.length; ++i) {
            _requireSigned(digest, leavers[i].account, signatures[count + i]);
        }

        // Closes the books of the version in force before the next one is.
        _succeed(next, digest, current, previous, root);
        standing.amended = true;
        _amendments[root] = digest;
        emit AgreementConcluded(digest, root, previous, abi.encode(next));
    }

    /// @notice Refuses terms that are not in force, for good.
    /// @param party The index of the party that refuses.
    /// @param signature Empty when the party itself calls, otherwise over `Decline`.
    function decline(Agreement memory agreement, uint256 party, string memory reason, bytes memory signature) external {
        bytes32 digest = digestOf(agreement);
        Collected storage collected = _requireNotConcluded(agreement, digest);
        address account = _partyAt(agreement.parties, party);
        if (msg.sender != account || signature.length != 0) {
            bytes32 refusal = keccak256(abi.encode(DECLINE_TYPEHASH, digest, keccak256(bytes(reason))));
            _requireSigned(_hashTypedData(refusal), account, signature);
        }

        collected.declined = true;
        emit AgreementDeclined(digest, account, reason);
    }

    function _conclude(Agreement memory agreement, bytes32 digest) private {
        require(agreement.root == 0 && agreement.previous == 0, VersionMismatch(agreement.root, agreement.previous));
        _requireSound(agreement);

        _begin(agreement, digest);
        emit AgreementConcluded(digest, digest, 0, abi.encode(agreement));
    }

    /* FREEZING */

    /// @notice Stops the outflow on the arbiters' word, for as long as the terms still allow.
    /// @param fact The round is how many such facts were used before; of the rest only the times are read. The value confirmed is
    /// 1 and the subject the root.
    function freeze(Agreement memory agreement, Fact memory fact, Confirmations memory confirmations) external {
        (bytes32 root, Standing storage standing) = _useFreezeFact(agreement, 1, fact, confirmations);
        _requireNotFrozen(standing);
        uint32 maxFreeze = agreement.rules.maxFreeze;
        uint32 spent = standing.frozenFor;
        require(spent < maxFreeze, FreezeUsedUp(spent, maxFreeze));

        // Fits for 34,000 years: 40 bits of seconds.
        uint40 until = uint40(block.timestamp + maxFreeze - spent);
        standing.frozenUntil = until;
        standing.frozenFor = maxFreeze;
        emit AgreementFrozen(root, until, confirmations.mask);
    }

    /// @notice Ends the freeze on the arbiters' word; what is left of the time can be used again.
    /// @param fact As in `freeze`, but the value confirmed is 0.
    function resume(Agreement memory agreement, Fact memory fact, Confirmations memory confirmations) external {
        (bytes32 root, Standing storage standing) = _useFreezeFact(agreement, 0, fact, confirmations);
        require(_isFrozen(standing), NotFrozen(root));

        // Fits: what is left of the freeze is at most the whole of it.
        standing.frozenFor -= uint32(standing.frozenUntil - block.timestamp);
        standing.frozenUntil = 0;
        emit AgreementResumed(root, confirmations.mask);
    }

    function _useFreezeFact(
        Agreement memory agreement,
        uint256 value,
        Fact memory fact,
        Confirmations memory confirmations
    ) private returns (bytes32 root, Standing storage standing) {
        (root,, standing) = _requireInForce(agreement);
        uint64 round = standing.freezeRounds++;
        require(fact.round == round, RoundDiffers(fact.round, round));
        _requireFact(fact, agreement.rules.arbiters, TOPIC_FREEZE, root, bytes32(value), confirmations);
    }

    /* ENDING */

    /// @notice Ends the agreement now. What came in is still settled, month by month up to this one.
    /// @param signatures One for each party, over `Termination`.
    function terminate(Agreement memory agreement, bytes[] memory signatures) external {
        (bytes32 root, bytes32 digest, Standing storage standing) = _requireInForce(agreement);
        require(standing.state == State.Effective, AgreementEnded(root));
        _requireNotFrozen(standing);
        bytes32 termination = keccak256(abi.encode(TERMINATION_TYPEHASH, digest));
        _requireAllSigned(agreement.parties, _hashTypedData(termination), signatures);

        standing.state = State.Terminated;
        // Fits for 34,000 years: 40 bits of seconds.
        standing.terminatedAt = uint40(block.timestamp);
        emit AgreementTerminated(root);
    }

    /// @notice Continues the agreement in another contract: settles, then moves what is left of the version in force to that
    /// contract's account of the same root.
    /// @param signatures One for each party, over `Supersession`.
    function supersede(Agreement memory agreement, address successor, bytes[] memory signatures) external {
        (bytes32 root, bytes32 digest, Standing storage standing) = _requireInForce(agreement);
        _requireNotFrozen(standing);
        bytes32 supersession = keccak256(abi.encode(SUPERSESSION_TYPEHASH, digest, successor));
        _requireAllSigned(agreement.parties, _hashTypedData(supersession), signatures);

        standing.state = State.Superseded;
        emit AgreementSuperseded(root, successor);

        _moveOut(agreement, digest, root, successor);
    }

    /* VIEWS */

    /// @notice Where the agreement of `root` stands.
    function stateOf(bytes32 root) external view returns (State) {
        return _standings[root].state;
    }

    /// @notice What is stored about the agreement of `root`.
    function standingOf(bytes32 root) external view returns (Standing memory) {
        return _standings[root];
    }

    /// @notice Which parties signed ahead, whether the terms were published, and whether a party refused.
    function collectedOf(bytes32 digest) external view returns (Collected memory) {
        return _collected[digest];
    }

    /* WHAT A SCHEME DOES */

    /// @dev Refuses terms that could not be carried out.
    function _requireSound(Agreement memory agreement) internal view virtual;

    /// @dev Writes the standing of first terms.
    function _begin(Agreement memory agreement, bytes32 digest) internal virtual;

    /// @dev Books what must count for the version in force; called before anything is read.
    function _beforeAmend(Agreement memory current) internal virtual;

    /// @dev Hands over from one version to the next.
    function _succeed(Agreement memory next, bytes32 digest, Agreement memory current, bytes32 previous, bytes32 root)
        internal
        virtual;

    /// @dev Moves the money of the version in force to the successor.
    function _moveOut(Agreement memory agreement, bytes32 digest, bytes32 root, address successor) internal virtual;

    /* CHECKS */

    function _requireOpen(Agreement memory agreement, bytes32 digest) private view returns (Collected storage) {
        uint40 signBy = agreement.rules.signBy;
        require(block.timestamp <= signBy, DeadlinePassed(signBy));
        return _requireNotConcluded(agreement, digest);
    }

    function _requireNotConcluded(Agreement memory agreement, bytes32 digest)
        private
        view
        returns (Collected storage collected)
    {
        collected = _collected[digest];
        require(!collected.declined, Declined(digest));
        require(!_isConcluded(agreement, digest), AlreadyConcluded(digest));
    }

    function _partyAt(Party[] memory parties, uint256 party) private pure returns (address) {
        require(party < parties.length && party < 128, NoPartyAt(party));
        return parties[party].account;
    }

    function _requireAllSigned(Party[] memory parties, bytes32 digest, bytes[] memory signatures) private view {
        require(signatures.length == parties.length, NotAllSigned(signatures.length, parties.length));
        _requireEachSigned(parties, digest, signatures, 0);
    }

    function _requireEachSigned(Party[] memory parties, bytes32 digest, bytes[] memory signatures, uint256 signed)
        private
        view
    {
        for (uint256 i; i < parties.length; ++i) {
            if (signatures[i].length == 0 && signed >> i & 1 == 1) continue;
            _requireSigned(digest, parties[i].account, signatures[i]);
        }
    }

    function _requireSigned(bytes32 digest, address party, bytes memory signature) private view {
        require(Signatures.isSigned(digest, party, signature), NotASigner(party));
    }

    function _leaversOf(Party[] memory current, Party[] memory next) private pure returns (Party[] memory leavers) {
        leavers = new Party[](current.length);
        uint256 count;
        for (uint256 i; i < current.length; ++i) {
            bool stays;
            for (uint256 j; j < next.length && !stays; ++j) {
                stays = next[j].account == current[i].account;
            }
            if (!stays) leavers[count++] = current[i];
        }
        // Shortens the list to what was filled.
        assembly ("memory-safe") {
            mstore(leavers, count)
        }
    }
}
