// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "solady/utils/EIP712.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Facts} from "./Facts.sol";
import {Ledger} from "./Ledger.sol";
import {Months} from "./libraries/Months.sol";
import {TermsHash} from "./libraries/TermsHash.sol";
import {Waterfall} from "./libraries/Waterfall.sol";
import {Book, RegisterState} from "./types/Books.sol";
import {Confirmations, Fact} from "./types/Fact.sol";
import {Standing, State} from "./types/Standing.sol";
import {Agreement, MonthClose} from "./types/Terms.sol";

/// @title Records
/// @notice What is stored about agreements and their money, and the checks every verb begins with. `Splits` and the
/// `Settlement` it runs in its own storage are built on it, and on nothing else that is stored.
abstract contract Records is EIP712 {
    using FixedPointMathLib for uint256;
    using Months for Standing;
    using SafeCastLib for uint256;

    /// @notice Where the units are held.
    Ledger public immutable LEDGER;

    /// @notice Where facts are checked.
    Facts public immutable FACTS;

    mapping(bytes32 root => Standing standing) internal _standings;
    mapping(bytes32 root => bytes32 digest) internal _amendments;
    Book internal _books;
    mapping(bytes32 registerKey => mapping(uint256 id => RegisterState register)) internal _registers;

    /// @notice Revenue was booked.
    /// @param paymentKey The key of the payment, or zero for a payment by a holder or an observed surplus.
    /// @param payer Who paid, or zero for an observed surplus.
    /// @param month The month it counts in, or zero without a period.
    /// @param amount The amount, in the asset's smallest unit.
    /// @param returned The part of it that went to the issuer for refunds that were owed.
    event ReceiptBooked(
        bytes32 indexed root,
        bytes32 indexed paymentKey,
        address indexed payer,
        uint16 month,
        uint128 amount,
        uint128 returned
    );

    /// @notice A refund was booked.
    /// @param month The month it counts in, or zero without a period.
    /// @param amount The amount, in the asset's smallest unit.
    /// @param returned The part of it that went to the issuer at once.
    /// @param owed What is owed to the issuer after it, in the asset's smallest unit.
    event RefundBooked(
        bytes32 indexed root, bytes32 indexed paymentKey, uint16 month, uint128 amount, uint128 returned, uint128 owed
    );

    /// @notice A month was divided.
    /// @param close What closed it; by default with the terms' quantities and the entries booked.
    /// @param net The month's net revenue with what earlier months carried, in the asset's smallest unit.
    /// @param taken What each monthly clause took, in the asset's smallest unit.
    /// @param base All that ever reached the cumulative clauses, in the asset's smallest unit.
    /// @param byDefault Whether it was closed without a fact.
    /// @param mask Which attestors confirmed it.
    event MonthClosed(
        bytes32 indexed root,
        bytes32 indexed digest,
        uint16 indexed month,
        MonthClose close,
        int128 net,
        uint128[] taken,
        uint128 base,
        bool byDefault,
        uint32 mask
    );

    /// @notice It is settled who gets what a locked clause takes.
    /// @param clause The running number of the clause.
    /// @param unlocked Whether the fact was recorded in time.
    /// @param mask Which attestors confirmed it, or zero.
    event LockResolved(bytes32 indexed root, bytes32 indexed digest, uint256 clause, bool unlocked, uint32 mask);

    /// @notice Everything entitled and not yet paid was paid.
    /// @param base All that ever reached the cumulative clauses, in the asset's smallest unit.
    /// @param paid What was paid now, in the asset's smallest unit.
    event Settled(bytes32 indexed root, bytes32 indexed digest, uint128 base, uint256 paid);

    /// @notice Part of a register's money was paid to its receivers.
    /// @param cursor How many receivers of this round are paid; zero when all are.
    /// @param target What the receivers get all together up to this round, in the asset's smallest unit.
    /// @param paid What was paid now, in the asset's smallest unit.
    event RegisterSettled(
        bytes32 indexed root, bytes32 indexed registerKey, uint256 id, uint32 cursor, uint128 target, uint256 paid
    );

    /// @notice Units the terms do not name, or that came after the end, were divided by the last clause's shares.
    /// @param paid What was paid, in the smallest unit of `id`.
    event SurplusDivided(bytes32 indexed root, uint256 indexed id, uint256 paid);

    /// @notice Everything is paid and nothing more is accepted.
    event AgreementCompleted(bytes32 indexed root);

    /// @notice Thrown when nothing was concluded under that root or digest.
    error NoSuchAgreement(bytes32 id);

    /// @notice Thrown when the agreement no longer takes what is asked of it.
    error AgreementEnded(bytes32 root);

    /// @notice Thrown when the given version is not the one in force.
    error NotInForce(bytes32 digest, bytes32 current);

    /// @notice Thrown when no money goes out until then, a Unix timestamp.
    error Frozen(uint40 until);

    /// @notice Thrown when the units are not those of the terms.
    error WrongAsset(bytes32 root, uint256 id);

    /// @notice Thrown when an amendment names other units.
    error AssetChanged(uint256 given, uint256 expected);

    /// @notice Thrown when the terms have no months.
    error NoPeriod();

    /// @notice Thrown when another month is next to be closed.
    error MonthNotOpen(uint16 month, uint16 openMonth);

    /// @notice Thrown when a close has not one quantity for each monthly clause.
    error QuantitiesDiffer(uint256 given, uint256 expected);

    /// @notice Thrown when not exactly the entries of the close are booked.
    error EntriesMissing(uint32 bookedEntries, uint32 expectedEntries, int128 bookedSum, int128 expectedSum);

    /// @notice Thrown when that can only be done after a Unix timestamp.
    error TooEarly(uint256 given, uint256 last);

    /// @notice Thrown when the clause has no lock, or the lock is resolved.
    error LockNotWaiting(uint256 clause);

    /// @notice Thrown when a clause still waits for its fact.
    error LockWaiting(uint256 clause);

    /// @notice Thrown when nothing came in that was not booked.
    error NothingToObserve(bytes32 root);

    /// @notice Thrown when the agreement has not reached its end, a Unix timestamp; zero when it has none.
    error NotEnded(uint256 endsAt);

    /// @notice Thrown when a month up to the end is not closed, or money is held for one.
    error MonthStillOpen(uint16 openMonth);

    /// @notice Thrown when earlier versions are not paid out.
    error VersionsPending(uint256 count);

    /// @notice Thrown when the receivers are not the register's next ones.
    error NotInRegister(bytes32 registerKey, uint32 cursor);

    /// @notice Thrown when there is nothing to pay.
    error NothingToPay(uint256 id);

    constructor(Ledger ledger, Facts facts) {
        LEDGER = ledger;
        FACTS = facts;
    }

    /* VIEWS */

    /// @notice The digest of the version in force, or zero.
    function currentOf(bytes32 root) public view returns (bytes32) {
        Standing storage standing = _standings[root];
        if (standing.state == State.None) return 0;
        return standing.amended ? _amendments[root] : root;
    }

    /// @notice What the parties sign: the id of the agreement.
    function digestOf(Agreement memory agreement) public view returns (bytes32) {
        return _hashTypedData(TermsHash.hash(agreement));
    }

    /* BOOKING */

    /// @dev Has tokens that were sent to the account's address credited to it. Nothing is read before.
    function _collect(Agreement memory agreement) internal {
        uint256 asset = agreement.money.asset;
        if (asset >> 160 != 0) return;
        bytes32 root = agreement.root == 0 ? digestOf(agreement) : agreement.root;
        address account = LEDGER.accountOf(address(this), root);
        if (SafeTransferLib.balanceOf(_issuerOf(asset), account) == 0) return;
        LEDGER.sweep(address(this), root, _issuerOf(asset));
    }

    function _book(bytes32 root, uint256 id, bytes32 paymentKey, address payer, uint40 bookedAt, uint128 amount)
        internal
    {
        Standing storage standing = _standings[root];
        uint128 returned;
        uint16 month;
        if (standing.hasPeriod) {
            month = paymentKey == 0 ? standing.openMonth : standing.monthOf(bookedAt);
            returned = standing.receipt(_books.buckets[root], month, amount, paymentKey != 0);
        } else {
            uint104 owed = standing.owed;
            if (owed != 0) {
                // Fits: the smaller of the two does.
                returned = uint128(uint256(owed).min(amount));
                standing.owed = owed - uint104(returned);
            }
            _books.versions[currentOf(root)].base += amount - returned;
        }
        emit ReceiptBooked(root, paymentKey, payer, month, amount, returned);

        _return(root, id, returned);
    }

    /// @dev Moves units that are owed for refunds to where their issuer redeems them.
    function _return(bytes32 root, uint256 id, uint128 amount) internal {
        if (amount == 0) return;
        bytes32 receivableKey = keccak256(abi.encode(address(this), root, id));
        LEDGER.move(root, LEDGER.accountOf(_issuerOf(id), receivableKey), id, amount);
    }

    /* CHECKS */

    function _requireInForce(Agreement memory agreement)
        internal
        view
        returns (bytes32 root, bytes32 digest, Standing storage standing)
    {
        digest = digestOf(agreement);
        root = agreement.root == 0 ? digest : agreement.root;
        standing = _standings[root];
        State state = standing.state;
        require(state != State.None, NoSuchAgreement(root));
        bytes32 current = standing.amended ? _amendments[root] : root;
        require(digest == current, NotInForce(digest, current));
        require(state == State.Effective || state == State.Terminated, AgreementEnded(root));
    }

    /// @dev That the terms are or were in force.
    function _requireKnown(Agreement memory agreement)
        internal
        view
        returns (bytes32 root, bytes32 digest, Standing storage standing)
    {
        digest = digestOf(agreement);
        root = agreement.root == 0 ? digest : agreement.root;
        standing = _standings[root];
        require(_isConcluded(agreement, digest), NoSuchAgreement(digest));
    }

    function _requireRunning(bytes32 root, State state) internal pure {
        require(state != State.None, NoSuchAgreement(root));
        require(state == State.Effective || state == State.Terminated, AgreementEnded(root));
    }

    function _requireNotFrozen(Standing storage standing) internal view {
        require(!_isFrozen(standing), Frozen(standing.frozenUntil));
    }

    function _isFrozen(Standing storage standing) internal view returns (bool) {
        return standing.frozenUntil > block.timestamp;
    }

    /// @dev How long time stood still so far, in seconds.
    function _frozenTime(Standing storage standing) internal view returns (uint256) {
        uint256 until = standing.frozenUntil;
        uint256 ahead = until > block.timestamp ? until - block.timestamp : 0;
        return standing.frozenFor - ahead;
    }

    /// @dev The states of the locks, those lapsed whose deadline has passed.
    function _locksNow(Agreement memory agreement, bytes32 digest, bytes32 root) internal view returns (uint256) {
        uint256 locks = _books.versions[digest].locks;
        return Waterfall.lapsedAt(agreement.rules.clauses, locks, block.timestamp, _frozenTime(_standings[root]));
    }

    /// @dev That the nodes confirmed `value` for this contract; the round and the times are those of `fact`.
    function _requireFact(
        Fact memory fact,
        bytes32 quorum,
        bytes32 topic,
        bytes32 subject,
        bytes32 value,
        Confirmations memory confirmations
    ) internal view {
        fact.quorum = quorum;
        fact.audience = address(this);
        fact.topic = topic;
        fact.subject = subject;
        fact.value = value;
        FACTS.check(fact, confirmations);
    }

    /// @dev Whether the terms are or were in force. A first version is known by its standing, an amendment by its own mark.
    function _isConcluded(Agreement memory agreement, bytes32 digest) internal view returns (bool) {
        if (agreement.root == 0) return _standings[digest].state != State.None;
        return _books.versions[digest].concluded;
    }

    function _issuerOf(uint256 id) internal pure returns (address) {
        // The low 160 bits are the address.
        return address(uint160(id));
    }

    function _domainNameAndVersion() internal pure override returns (string memory, string memory) {
        return ("Concordat Splits", "1");
    }
}
