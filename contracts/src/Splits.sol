// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibCall} from "solady/utils/LibCall.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

import {Agreements} from "./Agreements.sol";
import {NotTheLedger} from "./Errors.sol";
import {Facts} from "./Facts.sol";
import {Ledger} from "./Ledger.sol";
import {Records} from "./Records.sol";
import {Settlement} from "./Settlement.sol";
import {IPayee} from "./interfaces/IPayee.sol";
import {IQuorums} from "./interfaces/IQuorums.sol";
import {IRefundee} from "./interfaces/IRefundee.sol";
import {ClausesCheck} from "./libraries/ClausesCheck.sol";
import {Entitlements} from "./libraries/Entitlements.sol";
import {Months} from "./libraries/Months.sol";
import {Registers} from "./libraries/Registers.sol";
import {Payout} from "./libraries/Payout.sol";
import {TermsCheck} from "./libraries/TermsCheck.sol";
import {Waterfall} from "./libraries/Waterfall.sol";
import {Book, Bucket, Metered, Receiver, RegisterState, Version} from "./types/Books.sol";
import {Clause, Register} from "./types/Clauses.sol";
import {Confirmations, Fact} from "./types/Fact.sol";
import {Standing, State} from "./types/Standing.sol";
import {Agreement, MonthClose, Rules} from "./types/Terms.sol";

/// @title Splits
/// @notice Shares revenue among the parties of an agreement by the clauses all of them signed.
/// @dev
/// MONEY
/// - The units an agreement shares are in its account on the Ledger, `accountOf(Splits, root)`, and leave it only to receivers
///   the signed terms name, to the issuer for refunds, or to a successor that all parties signed.
/// - Receipts are payments to the root. The issuer of the units says by which payment key and when; anybody else pays in person.
///   What arrives without a payment is booked by `observe`. Units the terms do not name are divided by `divide`.
/// - There is no slot for a receiver. Entitlements follow from totals; a settlement pays what they grew since the last one.
///   Everything rounds down: what divisions leave, less than one unit for each share of a clause, stays until the end.
///
/// CLAUSES
/// - Monthly clauses take from each month's net revenue in order: what is due, up to a rate of what is left. What could not be
///   paid is carried to the next month or dropped. What they leave reaches the cumulative clauses.
/// - Cumulative clauses divide all that ever reached them: each takes a rate of what the ones before it left, up to its limit.
///   The last takes the rest. What a locked clause takes waits for a fact; without it until the deadline it goes to others.
///
/// MONTHS
/// - Without a period revenue reaches the cumulative clauses at once, and all of a refund is owed and met from later receipts.
/// - With a period entries count in the month of their booking date, or in the open one when theirs is closed. The nodes close
///   a month, once exactly the entries they name are booked; after a time anyone may, with the terms' default quantities.
/// - What is owed for refunds is what would be missing after closing every booked month in order. So a refund is returned at
///   once from money no close will pay out, and closes can always be paid. Nothing paid is ever taken back.
///
/// ROLES
/// - Anyone may settle, close with the nodes' word or by default, observe, complete and pay out registers: the receivers, the
///   amounts and the conditions are in the terms. Nobody has any other power.
///
/// CODE
/// - What closes and pays runs in `Settlement`, by delegation, because both together exceed the size of a contract. Splits
///   deploys it itself and can have no other: it is no proxy.
///
/// ASSUMPTIONS
/// - The issuer of the units reports each payment and refund once, and refunds at most what was paid.
/// - More than k nodes of the quorum are honest about quantities, entries and facts.
/// - Amounts held or owed stay below 2^104, all that ever came in below 2^128, of the units' smallest unit.
///
/// WHAT IS NOT CHECKED
/// - That a register's list has the total and number its terms state; what it leaves out stays in the register's account.
/// - That a month has begun or ended when the nodes close it, or that it lies before the agreement's end.
/// - A quorum that no clause and no period waits for.
///
/// INVARIANTS
/// SPLITS-1 The balance is what versions hold that is taken and not paid, locked and undivided money included, and what is held
///          for open months; received = paid + returned + balance, refunded = returned + owed.
/// SPLITS-2 No entitlement ever falls.
/// SPLITS-3 The order of entries and the number and time of settlements change no entitlement.
/// SPLITS-4 A clause never takes more than its limit, and a carried clause never more than its dues.
contract Splits is Agreements, IPayee, IRefundee {
    using Entitlements for Book;
    using Months for Standing;
    using SafeCastLib for uint256;

    /// @dev What runs here by delegation.
    Settlement private immutable SETTLEMENT;

    /// @notice Thrown when the caller is not the contract that issues the units.
    error NotTheIssuer(address caller);

    /// @notice Thrown when nobody stands behind the units.
    error AssetUnknown(uint256 id);

    /// @notice Thrown when the issuer of the units decides who may hold them.
    error AssetRestricted(uint256 id);

    /// @notice Thrown when the short form is not that of plain percentages in force.
    error NotPlain(bytes32 root);

    constructor(Ledger ledger, Facts facts) Records(ledger, facts) {
        SETTLEMENT = new Settlement(ledger, facts);
    }

    /* RECEIPTS AND REFUNDS */

    /// @inheritdoc IPayee
    function onPayment(address payer, bytes32 key, uint256 id, uint256 amount, bytes calldata data)
        external
        returns (bytes4)
    {
        require(msg.sender == address(LEDGER), NotTheLedger(msg.sender));
        Standing storage standing = _standings[key];
        _requireRunning(key, standing.state);
        _requireAsset(standing, key, id);

        // Only an issuer knows payments by their keys; anybody else pays in person.
        bytes32 paymentKey;
        uint40 bookedAt;
        if (id >> 160 != 0 && payer == _issuerOf(id)) {
            (paymentKey, payer, bookedAt) = abi.decode(data, (bytes32, address, uint40));
        }
        _book(key, id, paymentKey, payer, bookedAt, amount.toUint128());
        return IPayee.onPayment.selector;
    }

    /// @inheritdoc IRefundee
    function onRefund(bytes32 paymentKey, bytes32 key, uint256 id, uint128 amount, uint40 bookedAt)
        external
        returns (uint128 returned)
    {
        require(id >> 160 != 0 && msg.sender == _issuerOf(id), NotTheIssuer(msg.sender));
        Standing storage standing = _standings[key];
        require(standing.state != State.None, NoSuchAgreement(key));
        _requireAsset(standing, key, id);

        uint16 month;
        if (standing.hasPeriod) {
            month = standing.monthOf(bookedAt);
            returned = standing.refund(_books.buckets[key], month, amount);
        } else {
            standing.owed = (uint256(standing.owed) + amount).toUint104();
        }
        emit RefundBooked(key, paymentKey, month, amount, returned, standing.owed);

        _return(key, id, returned);
    }

    function _requireAsset(Standing storage standing, bytes32 root, uint256 id) private view {
        require(standing.assetTag == _tagOf(root, abi.encode(id)), WrongAsset(root, id));
    }

    /* SETTLING */

    /// @notice Pays like `settle`, from a short form of plain percentages: one cumulative clause, no period, no register.
    /// @param asset The Ledger id of the asset.
    /// @param total What the weights add up to.
    /// @param receivers In the order of the clause's shares: the weight, times 2^160, plus the account.
    /// @return paid What was paid, in the asset's smallest unit.
    function settleShares(bytes32 root, uint256 asset, uint32 total, uint256[] calldata receivers)
        external
        returns (uint256 paid)
    {
        Standing storage standing = _standings[root];
        _requireRunning(root, standing.state);
        _requireNotFrozen(standing);
        bytes32 digest = currentOf(root);
        require(standing.sharesTag == _tagOf(digest, abi.encode(asset, total, receivers)), NotPlain(root));

        uint128 base = _books.versions[digest].base;
        uint256 before = _books.versions[digest].settledBase;
        _books.versions[digest].settledBase = base;
        bytes memory data;
        (data, paid) = Payout.encode(root, asset, total, receivers, base, before);
        emit Settled(root, digest, base, paid);

        LibCall.callContract(address(LEDGER), data);
    }

    /* VIEWS */

    /// @notice What is stored about the version of that digest.
    function versionOf(bytes32 digest) external view returns (Version memory) {
        return _books.versions[digest];
    }

    /// @notice What is booked in a month that is not closed.
    function bucketOf(bytes32 root, uint16 month) external view returns (Bucket memory) {
        return _books.buckets[root][month];
    }

    /// @notice The standing of a monthly clause.
    function meteredOf(bytes32 digest, uint256 clause) external view returns (Metered memory) {
        return _books.metered[digest][clause];
    }

    /// @notice What the clauses that a cumulative clause continues had taken, in the asset's smallest unit.
    /// @param index The clause's index among the cumulative ones.
    function continuedOf(bytes32 digest, uint256 index) external view returns (uint256) {
        return _books.continued[digest][index];
    }

    /// @notice How far the money of a register is paid.
    /// @param registerKey The key of the register's account.
    /// @param id The Ledger id of the units.
    function registerOf(bytes32 registerKey, uint256 id) external view returns (RegisterState memory) {
        return _registers[registerKey][id];
    }

    /* WHAT THE SETTLEMENT DOES */

    /// @notice Books what arrived in the agreement's account without a payment, tokens sent to its address too.
    /// @return amount The amount booked, in the asset's smallest unit.
    function observe(Agreement calldata agreement) external returns (uint128 amount) {
        (agreement, amount);
        _forward();
    }

    /// @notice Divides the open month on the nodes' word, once exactly the entries they name are booked, and pays; the payment
    /// waits while the agreement is frozen.
    /// @param round The version of the close statement.
    /// @param observedAt The time in the close statement, as a Unix timestamp.
    function close(
        Agreement calldata agreement,
        MonthClose calldata monthClose,
        uint64 round,
        uint40 observedAt,
        Confirmations calldata confirmations
    ) external {
        (agreement, monthClose, round, observedAt, confirmations);
        _forward();
    }

    /// @notice Divides the open month with the terms' default quantities and pays, once the time for the nodes has passed.
    function closeByDefault(Agreement calldata agreement) external {
        (agreement);
        _forward();
    }

    /// @notice Unlocks a clause on the nodes' word, up to its deadline. The next settlement pays it.
    /// @param clause The running number of the clause.
    /// @param fact The value is 1.
    function unlock(
        Agreement calldata agreement,
        uint256 clause,
        Fact calldata fact,
        Confirmations calldata confirmations
    ) external {
        (agreement, clause, fact, confirmations);
        _forward();
    }

    /// @notice Pays everyone what they are entitled to and did not get yet; anyone may call. Works for earlier versions too,
    /// whose locks run on.
    /// @return paid What was paid, in the asset's smallest unit.
    function settle(Agreement calldata agreement) external returns (uint256 paid) {
        (agreement, paid);
        _forward();
    }

    /// @notice Pays the next receivers of a register their part of what came in for it.
    /// @param id The Ledger id of the units.
    /// @param receivers The next ones in the register's order.
    /// @param proof The Merkle multi-proof that they are, with its `flags`.
    /// @return paid What was paid, in the smallest unit of `id`.
    function settleRegister(
        bytes32 root,
        uint256 id,
        Register calldata register,
        Receiver[] calldata receivers,
        bytes32[] calldata proof,
        bool[] calldata flags
    ) external returns (uint256 paid) {
        (root, id, register, receivers, proof, flags, paid);
        _forward();
    }

    /// @notice Divides by the last clause's shares what is in the account in other units than the terms', or in any once the
    /// agreement is completed.
    /// @param id The Ledger id of the units.
    /// @return paid What was paid, in the smallest unit of `id`.
    function divide(Agreement calldata agreement, uint256 id) external returns (uint256 paid) {
        (agreement, id, paid);
        _forward();
    }

    /// @notice Pays out an agreement whose time is over, the units that divisions left included: one to each receiver of the
    /// last clause in turn.
    function complete(Agreement calldata agreement) external {
        (agreement);
        _forward();
    }

    /// @notice What each receiver (parties, then registers) is entitled to under these terms so far, paid or not, in the asset's
    /// smallest unit. Locks whose deadline has passed count as lapsed.
    function entitledOf(Agreement calldata agreement) external view returns (uint256[] memory amounts) {
        (agreement, amounts);
        // The compiler cannot know that what runs there only reads.
        function() internal forward = _forward;
        function() internal view read;
        assembly ("memory-safe") {
            read := forward
        }
        read();
    }

    /// @dev Runs the call as it came in the Settlement, on this contract's storage.
    function _forward() private {
        address settlement = address(SETTLEMENT);
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, 0, calldatasize())
            let success := delegatecall(gas(), settlement, free, calldatasize(), 0, 0)
            returndatacopy(free, 0, returndatasize())
            if iszero(success) { revert(free, returndatasize()) }
            return(free, returndatasize())
        }
    }

    /* WHAT AGREEMENTS ASK */

    function _requireSound(Agreement memory agreement) internal view override {
        TermsCheck.requireSound(agreement, address(LEDGER));
        uint256 asset = agreement.money.asset;
        require(asset >> 255 == 0, AssetRestricted(asset));
        require(_issuerOf(asset).code.length != 0, AssetUnknown(asset));
        if (ClausesCheck.needsQuorum(agreement.rules)) _requireQuorum(agreement.rules.quorum);
        if (agreement.rules.arbiters != 0) _requireQuorum(agreement.rules.arbiters);
    }

    function _requireQuorum(bytes32 quorum) private view {
        // The first word of the answer: how many members the quorum has.
        require(IQuorums(address(FACTS)).quorumOf(quorum) != 0, Facts.QuorumUnknown(quorum));
    }

    function _begin(Agreement memory agreement, bytes32 digest) internal override {
        ClausesCheck.requireContinuation(agreement.rules, 0, 0);
        Standing storage standing = _standings[digest];
        bool hasPeriod = agreement.rules.period.closeAfter != 0;
        standing.state = State.Effective;
        standing.hasPeriod = hasPeriod;
        standing.assetTag = _tagOf(digest, abi.encode(agreement.money.asset));
        standing.sharesTag = _sharesTagOf(agreement, digest);
        if (hasPeriod) standing.begin(agreement.rules.period);
    }

    function _beforeAmend(Agreement memory current) internal override {
        _collect(current);
    }

    function _succeed(Agreement memory next, bytes32 digest, Agreement memory current, bytes32 previous, bytes32 root)
        internal
        override
    {
        ClausesCheck.requireContinuation(next.rules, current.rules.monthly.length, current.rules.clauses.length);
        _run(abi.encodeCall(Settlement.succeed, (next, digest, current, previous, root)));
        _standings[root].sharesTag = _sharesTagOf(next, digest);
    }

    function _moveOut(Agreement memory agreement, bytes32 digest, bytes32 root, address successor) internal override {
        _run(abi.encodeCall(Settlement.moveOut, (agreement, digest, root, successor)));
    }

    function _run(bytes memory call) private {
        LibCall.delegateCallContract(address(SETTLEMENT), call);
    }

    function _sharesTagOf(Agreement memory agreement, bytes32 digest) private pure returns (uint96) {
        Rules memory rules = agreement.rules;
        bool plain = rules.period.closeAfter == 0 && rules.clauses.length == 1 && rules.registers.length == 0;
        if (!plain) return 0;
        Clause memory clause = rules.clauses[0];
        uint256[] memory receivers = new uint256[](clause.shares.length);
        for (uint256 i; i < receivers.length; ++i) {
            address account = agreement.parties[clause.shares[i].party].account;
            receivers[i] = uint256(clause.shares[i].weight) << 160 | uint160(account);
        }
        return _tagOf(digest, abi.encode(agreement.money.asset, clause.total, receivers));
    }

    /// @dev Binds `content` to `id`. 96 bits are enough: `id` hashes terms that hold the honest content, so that another content
    /// has to be found for one given tag, which takes 2^96 hashes.
    function _tagOf(bytes32 id, bytes memory content) private pure returns (uint96) {
        // Cut on purpose.
        return uint96(uint256(keccak256(abi.encode(id, keccak256(content)))));
    }
}
