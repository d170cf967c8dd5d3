// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Agreements} from "./Agreements.sol";
import {DeadlinePassed} from "./Errors.sol";
import {Facts} from "./Facts.sol";
import {Ledger} from "./Ledger.sol";
import {IPayee} from "./interfaces/IPayee.sol";
import {IRefundee} from "./interfaces/IRefundee.sol";
import {Calendar} from "./libraries/Calendar.sol";
import {Entitlements} from "./libraries/Entitlements.sol";
import {Months} from "./libraries/Months.sol";
import {Registers} from "./libraries/Registers.sol";
import {TermsCheck} from "./libraries/TermsCheck.sol";
import {Waterfall} from "./libraries/Waterfall.sol";
import {Book, Bucket, Metered, Receiver, RegisterState, Version} from "./types/Books.sol";
import {Clause, Monthly, Register} from "./types/Clauses.sol";
import {Confirmations, Fact, TOPIC_MONTH} from "./types/Fact.sol";
import {Standing, State} from "./types/Standing.sol";
import {Agreement, MonthClose, Period, Rules} from "./types/Terms.sol";

/// @title Splits
/// @notice Shares revenue among the parties of an agreement by the clauses all of them signed.
contract Splits is Agreements, IPayee, IRefundee {
    using Entitlements for Book;
    using FixedPointMathLib for uint256;
    using Months for Standing;
    using Registers for RegisterState;
    using SafeCastLib for uint256;
    using SafeCastLib for int256;

    Book private _books;
    mapping(bytes32 registerKey => mapping(uint256 id => RegisterState register)) private _registers;

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

    /// @notice Thrown when the caller is not the Ledger.
    error NotTheLedger(address caller);

    /// @notice Thrown when the caller is not the contract that issues the units.
    error NotTheIssuer(address caller);

    /// @notice Thrown when the units are not those of the terms.
    error WrongAsset(bytes32 root, uint256 id);

    /// @notice Thrown when nobody stands behind the units.
    error AssetUnknown(uint256 id);

    /// @notice Thrown when the issuer of the units decides who may hold them.
    error AssetRestricted(uint256 id);

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

    /// @notice Thrown when the short form is not that of plain percentages in force.
    error NotPlain(bytes32 root);

    /// @notice Thrown when nothing came in that was not booked.
    error NothingToObserve(bytes32 root);

    /// @notice Thrown when the agreement has not reached its end, a Unix timestamp; zero when it has none.
    error NotEnded(uint256 endsAt);

    /// @notice Thrown when a month up to the end is not closed, or money is held for one.
    error MonthStillOpen(uint16 openMonth);

    /// @notice Thrown when earlier versions are not paid out.
    error VersionsPending(uint256 count);

    constructor(Ledger ledger, Facts facts) Agreements(ledger, facts) {}

    /* RECEIPTS AND REFUNDS */

    /// @inheritdoc IPayee
    function onPayment(address payer, bytes32 key, uint256 id, uint256 amount, bytes calldata data)
        external
        returns (bytes4)
    {
        require(msg.sender == address(LEDGER), NotTheLedger(msg.sender));
        Standing storage standing = _standings[key];
        _requireRunning(key, standing.state);
        require(standing.assetTag == _tagOf(key, abi.encode(id)), WrongAsset(key, id));

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
        require(standing.assetTag == _tagOf(key, abi.encode(id)), WrongAsset(key, id));

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

    /// @notice Books what arrived in the agreement's account without a payment, tokens sent to its address too.
    /// @return amount The amount booked, in the asset's smallest unit.
    function observe(Agreement memory agreement) external returns (uint128 amount) {
        _collect(agreement);
        (bytes32 root, bytes32 digest,) = _requireInForce(agreement);

        amount = _observe(agreement, digest, root);
        require(amount != 0, NothingToObserve(root));
    }

    function _book(bytes32 root, uint256 id, bytes32 paymentKey, address payer, uint40 bookedAt, uint128 amount)
        private
    {
        Standing storage standing = _standings[root];
        uint128 returned;
        uint16 month;
        if (standing.hasPeriod) {
            month = paymentKey == 0 ? standing.openMonth : standing.monthOf(bookedAt);
            returned = standing.receive_(_books.buckets[root], month, amount, paymentKey != 0);
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
    function _return(bytes32 root, uint256 id, uint128 amount) private {
        if (amount == 0) return;
        bytes32 receivableKey = keccak256(abi.encode(address(this), root, id));
        LEDGER.move(root, LEDGER.accountOf(_issuerOf(id), receivableKey), id, amount);
    }

    /// @dev Has tokens that were sent to the account's address credited to it. Nothing is read before.
    function _collect(Agreement memory agreement) private {
        uint256 asset = agreement.money.asset;
        if (asset >> 160 != 0) return;
        bytes32 root = agreement.root == 0 ? digestOf(agreement) : agreement.root;
        address account = LEDGER.accountOf(address(this), root);
        if (SafeTransferLib.balanceOf(_issuerOf(asset), account) == 0) return;
        LEDGER.sweep(address(this), root, _issuerOf(asset));
    }

    function _observe(Agreement memory agreement, bytes32 digest, bytes32 root) private returns (uint128 amount) {
        uint256 asset = agreement.money.asset;
        Standing storage standing = _standings[root];
        uint256 booked = uint256(standing.reserved) + standing.held + _books.unpaidOf(agreement, digest);
        amount = (_balanceOf(root, asset) - booked).toUint128();
        if (amount != 0) _book(root, asset, 0, address(0), 0, amount);
    }

    /* CLOSING MONTHS */

    /// @notice Divides the open month on the nodes' word, once exactly the entries they name are booked, and pays; the payment
    /// waits while the agreement is frozen.
    /// @param round The version of the close statement.
    /// @param observedAt The time in the close statement, as a Unix timestamp.
    function close(
        Agreement memory agreement,
        MonthClose memory monthClose,
        uint64 round,
        uint40 observedAt,
        Confirmations memory confirmations
    ) external {
        (bytes32 root, bytes32 digest, uint16 month) = _requirePeriod(agreement);
        require(monthClose.month == month, MonthNotOpen(monthClose.month, month));
        uint256 expected = agreement.rules.monthly.length;
        require(monthClose.quantities.length == expected, QuantitiesDiffer(monthClose.quantities.length, expected));
        Bucket memory bucket = _books.buckets[root][month];
        require(
            bucket.entries == monthClose.entries && bucket.sum == monthClose.sum,
            EntriesMissing(bucket.entries, monthClose.entries, bucket.sum, monthClose.sum)
        );
        Fact memory fact = Fact({
            quorum: agreement.rules.quorum,
            audience: address(this),
            topic: TOPIC_MONTH,
            subject: keccak256(abi.encode(root, month)),
            round: round,
            value: keccak256(abi.encode(monthClose)),
            observedAt: observedAt,
            validUntil: 0
        });
        FACTS.check(fact, confirmations);

        _close(agreement, digest, root, monthClose, false, confirmations.mask);
        if (!_isFrozen(_standings[root])) _settle(agreement, digest, root);
    }

    /// @notice Divides the open month with the terms' default quantities and pays, once the time for the nodes has passed.
    function closeByDefault(Agreement memory agreement) external {
        (bytes32 root, bytes32 digest, uint16 month) = _requirePeriod(agreement);
        Standing storage standing = _standings[root];
        uint256 from = Calendar.startOf(uint256(month) + 1, standing.utcOffsetMinutes).max(standing.countedFrom);
        uint256 last = from + agreement.rules.period.closeAfter + _frozenTime(standing);
        require(block.timestamp > last, TooEarly(block.timestamp, last));

        MonthClose memory monthClose = _standIn(agreement.rules.monthly, digest, root, month);
        for (uint256 i; i < monthClose.quantities.length; ++i) {
            monthClose.quantities[i] += agreement.rules.monthly[i].defaultQuantity;
        }
        _close(agreement, digest, root, monthClose, true, 0);
        if (!_isFrozen(standing)) _settle(agreement, digest, root);
    }

    function _requirePeriod(Agreement memory agreement)
        private
        view
        returns (bytes32 root, bytes32 digest, uint16 openMonth)
    {
        Standing storage standing;
        (root, digest, standing) = _requireInForce(agreement);
        require(standing.hasPeriod, NoPeriod());
        openMonth = standing.openMonth;
    }

    /// @dev The close of a month without a statement: the entries booked and the quantities known.
    function _standIn(Monthly[] memory monthly, bytes32 digest, bytes32 root, uint16 month)
        private
        view
        returns (MonthClose memory monthClose)
    {
        Bucket storage bucket = _books.buckets[root][month];
        monthClose.month = month;
        monthClose.entries = bucket.entries;
        monthClose.sum = bucket.sum;
        monthClose.quantities = new uint128[](monthly.length);
        for (uint256 i; i < monthly.length; ++i) {
            monthClose.quantities[i] = _books.metered[digest][i].quantity;
        }
    }

    /// @dev Divides the open month.
    function _close(
        Agreement memory agreement,
        bytes32 digest,
        bytes32 root,
        MonthClose memory monthClose,
        bool byDefault,
        uint32 mask
    ) private {
        Standing storage standing = _standings[root];
        (int256 net, uint256 rest) = standing.roll(_books.buckets[root]);
        // Fits for 34,000 years: 40 bits of seconds.
        standing.countedFrom = uint40(block.timestamp);

        uint128[] memory taken;
        (taken, rest) = _books.takeMonthly(agreement.rules.monthly, digest, monthClose.quantities, rest);
        uint128 base = (_books.versions[digest].base + rest).toUint128();
        _books.versions[digest].base = base;
        emit MonthClosed(root, digest, monthClose.month, monthClose, net.toInt128(), taken, base, byDefault, mask);
    }

    /* LOCKS */

    /// @notice Unlocks a clause on the nodes' word, up to its deadline. The next settlement pays it.
    /// @param clause The running number of the clause.
    /// @param fact The value is 1.
    function unlock(Agreement memory agreement, uint256 clause, Fact memory fact, Confirmations memory confirmations)
        external
    {
        (bytes32 root, bytes32 digest) = _requirePayable(agreement);
        uint256 monthly = agreement.rules.monthly.length;
        require(clause >= monthly && clause - monthly < agreement.rules.clauses.length, LockNotWaiting(clause));
        uint256 index = clause - monthly;
        Clause memory locked = agreement.rules.clauses[index];
        uint64 locks = _books.versions[digest].locks;
        require(Waterfall.isWaiting(locked, locks, index), LockNotWaiting(clause));
        uint256 deadline = locked.lock.by + _frozenTime(_standings[root]);
        // Fits for 34,000 years: 40 bits of seconds.
        require(block.timestamp <= deadline, DeadlinePassed(uint40(deadline)));
        Fact memory expected = Fact({
            quorum: agreement.rules.quorum,
            audience: address(this),
            topic: locked.lock.topic,
            subject: locked.lock.subject,
            round: fact.round,
            value: bytes32(uint256(1)),
            observedAt: fact.observedAt,
            validUntil: fact.validUntil
        });
        _requireFact(fact, expected, confirmations);

        // Fits: two bits for each of at most 32 clauses.
        _books.versions[digest].locks = uint64(locks | Waterfall.UNLOCKED << (2 * index));
        emit LockResolved(root, digest, clause, true, confirmations.mask);
    }

    function _locksNow(Agreement memory agreement, bytes32 digest, bytes32 root) private view returns (uint256) {
        uint256 locks = _books.versions[digest].locks;
        return Waterfall.lapsedAt(agreement.rules.clauses, locks, block.timestamp, _frozenTime(_standings[root]));
    }

    /// @dev Keeps that locks have lapsed whose deadline has passed.
    function _lapse(Agreement memory agreement, bytes32 digest, bytes32 root) private returns (uint256 locks) {
        uint256 before = _books.versions[digest].locks;
        locks = _locksNow(agreement, digest, root);
        if (locks == before) return locks;

        // Fits: two bits for each of at most 32 clauses.
        _books.versions[digest].locks = uint64(locks);
        for (uint256 i; i < agreement.rules.clauses.length; ++i) {
            if (Waterfall.lockOf(locks, i) == Waterfall.lockOf(before, i)) continue;
            emit LockResolved(root, digest, agreement.rules.monthly.length + i, false, 0);
        }
    }

    /* SETTLING */

    /// @notice Pays everyone what they are entitled to and did not get yet; anyone may call. Works for earlier versions too,
    /// whose locks run on.
    /// @return paid What was paid, in the asset's smallest unit.
    function settle(Agreement memory agreement) external returns (uint256 paid) {
        (bytes32 root, bytes32 digest) = _requirePayable(agreement);
        _requireNotFrozen(_standings[root]);

        return _settle(agreement, digest, root);
    }

    /// @notice Pays like `settle`, from a short form of plain percentages: one cumulative clause, no period, no register.
    /// @param asset The Ledger id of the asset.
    /// @param total What the weights add up to.
    /// @param receivers In the order of the clause's shares: the weight, times 2^160, plus the account.
    /// @return paid What was paid, in the asset's smallest unit.
    function settleShares(bytes32 root, uint256 asset, uint32 total, uint256[] memory receivers)
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
        address[] memory accounts = new address[](receivers.length);
        uint256[] memory amounts = new uint256[](receivers.length);
        // Cannot overflow: a weight has 32 bits and the base 128.
        unchecked {
            for (uint256 i; i < accounts.length; ++i) {
                uint256 weight = receivers[i] >> 160;
                uint256 amount = base * weight / total - before * weight / total;
                // The low 160 bits are the address.
                accounts[i] = address(uint160(receivers[i]));
                amounts[i] = amount;
                paid += amount;
            }
        }
        emit Settled(root, digest, base, paid);

        LEDGER.distribute(root, asset, accounts, amounts);
    }

    /// @notice Pays the next receivers of a register their part of what came in for it.
    /// @param id The Ledger id of the units.
    /// @param receivers The next ones in the register's order.
    /// @param proof The Merkle multi-proof that they are, with its `flags`.
    /// @return paid What was paid, in the smallest unit of `id`.
    function settleRegister(
        bytes32 root,
        uint256 id,
        Register memory register,
        Receiver[] memory receivers,
        bytes32[] memory proof,
        bool[] memory flags
    ) external returns (uint256 paid) {
        _requireNotFrozen(_standings[root]);
        bytes32 registerKey = Registers.keyOf(root, register);
        RegisterState memory state = _registers[registerKey][id];
        (address[] memory accounts, uint256[] memory amounts) = state.advance(register, id, receivers, proof, flags);
        paid = Entitlements.sumOf(amounts);

        _registers[registerKey][id] = state;
        emit RegisterSettled(root, registerKey, id, state.cursor, state.target, paid);

        LEDGER.distribute(registerKey, id, accounts, amounts);
    }

    /// @notice Divides by the last clause's shares what is in the account in other units than the terms', or in any once the
    /// agreement is completed.
    /// @param id The Ledger id of the units.
    /// @return paid What was paid, in the smallest unit of `id`.
    function divide(Agreement memory agreement, uint256 id) external returns (uint256 paid) {
        (bytes32 root, bytes32 digest, Standing storage standing) = _requireKnown(agreement);
        require(digest == currentOf(root), NotInForce(digest, currentOf(root)));
        _requireNotFrozen(standing);
        require(id != agreement.money.asset || standing.state == State.Completed, WrongAsset(root, id));
        Clause memory last = agreement.rules.clauses[agreement.rules.clauses.length - 1];
        uint256[] memory amounts = Entitlements.none(agreement);
        Waterfall.divideDown(last.shares, last.total, _balanceOf(root, id), amounts);

        paid = Entitlements.sumOf(amounts);
        require(paid != 0, Registers.NothingToPay(id));
        emit SurplusDivided(root, id, paid);

        _pay(agreement, root, id, amounts);
    }

    /// @notice Pays out an agreement whose time is over, the units that divisions left included: one to each receiver of the
    /// last clause in turn.
    function complete(Agreement memory agreement) external {
        (bytes32 root, bytes32 digest, Standing storage standing) = _requireInForce(agreement);
        _requireNotFrozen(standing);
        uint256 end = standing.terminatedAt == 0 ? agreement.rules.endsAt : standing.terminatedAt;
        require(end != 0 && block.timestamp > end, NotEnded(end));
        if (standing.hasPeriod) {
            // Fits: the end has 40 bits.
            uint16 last = Calendar.monthOf(uint40(end), standing.utcOffsetMinutes);
            require(standing.openMonth > last && standing.held == 0, MonthStillOpen(standing.openMonth));
        }
        require(standing.pending == 0, VersionsPending(standing.pending));
        _settle(agreement, digest, root);
        Clause[] memory clauses = agreement.rules.clauses;
        uint256 waiting = Waterfall.firstWaiting(clauses, _books.versions[digest].locks);
        require(waiting == clauses.length, LockWaiting(agreement.rules.monthly.length + waiting));
        uint256 residue = _books.unpaidOf(agreement, digest) + standing.reserved;
        uint256[] memory amounts = Entitlements.none(agreement);
        Waterfall.dealOut(clauses[clauses.length - 1].shares, residue, amounts);

        standing.state = State.Completed;
        standing.reserved = 0;
        emit AgreementCompleted(root);

        if (residue != 0) _pay(agreement, root, agreement.money.asset, amounts);
    }

    function _settle(Agreement memory agreement, bytes32 digest, bytes32 root) private returns (uint256 paid) {
        uint256 locks = _lapse(agreement, digest, root);
        uint256[] memory amounts = _books.entitledOf(agreement, digest, locks);
        uint256[] memory before = _books.paidOf(agreement, digest);
        for (uint256 i; i < amounts.length; ++i) {
            amounts[i] -= before[i];
        }
        paid = Entitlements.sumOf(amounts);

        _books.markPaid(digest, agreement.rules.monthly.length);
        if (digest != currentOf(root)) {
            _settleEarlier(_books.versions[digest], _standings[root], paid, agreement.rules.clauses, locks);
        }
        emit Settled(root, digest, _books.versions[digest].base, paid);

        if (paid != 0) _pay(agreement, root, agreement.money.asset, amounts);
    }

    function _settleEarlier(
        Version storage version,
        Standing storage standing,
        uint256 paid,
        Clause[] memory clauses,
        uint256 locks
    ) private {
        standing.reserved -= paid.toUint104();
        if (version.finished || Waterfall.firstWaiting(clauses, locks) != clauses.length) return;
        version.finished = true;
        --standing.pending;
    }

    /// @dev Pays the parties, and sets aside what registers get.
    function _pay(Agreement memory agreement, bytes32 root, uint256 id, uint256[] memory amounts) private {
        address[] memory accounts = new address[](amounts.length);
        uint256 count;
        for (uint256 i; i < amounts.length; ++i) {
            if (amounts[i] == 0) continue;
            accounts[count] = _accountOf(agreement, root, id, i, amounts[i]);
            amounts[count++] = amounts[i];
        }
        // Shortens the lists to what was filled.
        assembly ("memory-safe") {
            mstore(accounts, count)
            mstore(amounts, count)
        }

        LEDGER.distribute(root, id, accounts, amounts);
    }

    function _accountOf(Agreement memory agreement, bytes32 root, uint256 id, uint256 receiver, uint256 amount)
        private
        returns (address)
    {
        uint256 parties = agreement.parties.length;
        if (receiver < parties) return agreement.parties[receiver].account;
        bytes32 registerKey = Registers.keyOf(root, agreement.rules.registers[receiver - parties]);
        _registers[registerKey][id].credited += amount.toUint128();
        return LEDGER.accountOf(address(this), registerKey);
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
    /// @param id The Ledger id of the units.
    function registerOf(bytes32 root, Register memory register, uint256 id)
        external
        view
        returns (RegisterState memory)
    {
        return _registers[Registers.keyOf(root, register)][id];
    }

    /// @notice What each receiver (parties, then registers) is entitled to under these terms so far, paid or not, in the asset's
    /// smallest unit. Locks whose deadline has passed count as lapsed.
    function entitledOf(Agreement memory agreement) external view returns (uint256[] memory) {
        (bytes32 root, bytes32 digest,) = _requireKnown(agreement);
        return _books.entitledOf(agreement, digest, _locksNow(agreement, digest, root));
    }

    /// @notice What each receiver (parties, then registers) was paid under these terms, in the asset's smallest unit, units
    /// that divisions left and the end dealt out not included.
    function paidOf(Agreement memory agreement) external view returns (uint256[] memory) {
        (, bytes32 digest,) = _requireKnown(agreement);
        return _books.paidOf(agreement, digest);
    }

    /* WHAT AGREEMENTS ASK */

    function _requireSound(Agreement memory agreement) internal view override {
        TermsCheck.requireSound(agreement);
        for (uint256 i; i < agreement.parties.length; ++i) {
            address account = agreement.parties[i].account;
            require(account != address(this) && account != address(LEDGER), TermsCheck.PartyNotAllowed(account));
        }
        uint256 asset = agreement.money.asset;
        require(asset >> 255 == 0, AssetRestricted(asset));
        require(_issuerOf(asset).code.length != 0, AssetUnknown(asset));
        if (TermsCheck.needsQuorum(agreement.rules)) _requireQuorum(agreement.rules.quorum);
        if (agreement.rules.arbiters != 0) _requireQuorum(agreement.rules.arbiters);
    }

    function _requireQuorum(bytes32 quorum) private view {
        require(FACTS.quorumOf(quorum).count != 0, Facts.QuorumUnknown(quorum));
    }

    function _isConcluded(bytes32 digest) internal view override returns (bool) {
        return _standings[digest].state != State.None || _books.versions[digest].concluded;
    }

    function _begin(Agreement memory agreement, bytes32 digest) internal override {
        TermsCheck.requireContinuation(agreement.rules, 0, 0);
        Standing storage standing = _standings[digest];
        bool hasPeriod = agreement.rules.period.closeAfter != 0;
        standing.state = State.Effective;
        standing.hasPeriod = hasPeriod;
        standing.assetTag = _tagOf(digest, abi.encode(agreement.money.asset));
        standing.sharesTag = _sharesTagOf(agreement, digest);
        if (hasPeriod) _beginPeriod(agreement.rules.period, standing);
    }

    function _beginPeriod(Period memory period, Standing storage standing) private {
        standing.openMonth = period.firstMonth;
        standing.lastMonth = period.firstMonth;
        standing.utcOffsetMinutes = period.utcOffsetMinutes;
        // Fits for 34,000 years: 40 bits of seconds.
        standing.countedFrom = uint40(block.timestamp);
    }

    function _beforeAmend(Agreement memory current) internal override {
        _collect(current);
    }

    function _succeed(Agreement memory next, bytes32 digest, Agreement memory current, bytes32 previous, bytes32 root)
        internal
        override
    {
        uint256 asset = current.money.asset;
        require(next.money.asset == asset, AssetChanged(next.money.asset, asset));
        TermsCheck.requireContinuation(next.rules, current.rules.monthly.length, current.rules.clauses.length);
        _observe(current, previous, root);
        Standing storage standing = _standings[root];
        bool hadPeriod = standing.hasPeriod;
        bool hasPeriod = next.rules.period.closeAfter != 0;
        if (hadPeriod) {
            MonthClose memory monthClose = _standIn(current.rules.monthly, previous, root, standing.openMonth);
            _close(current, previous, root, monthClose, true, 0);
        }

        standing.reserved = (standing.reserved + _books.unpaidOf(current, previous)).toUint104();
        ++standing.pending;
        standing.hasPeriod = hasPeriod;
        standing.sharesTag = _sharesTagOf(next, digest);
        _books.versions[digest].concluded = true;
        _books.continueFrom(next.rules, digest, current.rules, previous);
        if (hadPeriod && hasPeriod) standing.utcOffsetMinutes = next.rules.period.utcOffsetMinutes;
        if (!hadPeriod && hasPeriod) {
            _beginPeriod(next.rules.period, standing);
            _books.buckets[root][standing.openMonth].net = -int256(uint256(standing.owed)).toInt112();
        }
        if (hadPeriod && !hasPeriod) {
            (uint128 returned, uint128 rest) = standing.drop(_books.buckets[root]);
            _books.versions[digest].base = rest;
            _return(root, asset, returned);
        }
    }

    function _moveOut(Agreement memory agreement, bytes32 digest, bytes32 root, address successor) internal override {
        _settle(agreement, digest, root);
        Standing storage standing = _standings[root];
        uint256 amount = _books.unpaidOf(agreement, digest) + standing.held;
        standing.held = 0;
        if (standing.pending == 0) {
            amount += standing.reserved;
            standing.reserved = 0;
        }

        if (amount != 0) LEDGER.move(root, LEDGER.accountOf(successor, root), agreement.money.asset, amount);
    }

    /* CHECKS */

    function _requireRunning(bytes32 root, State state) private pure {
        require(state != State.None, NoSuchAgreement(root));
        require(state == State.Effective || state == State.Terminated, AgreementEnded(root));
    }

    /// @dev That the terms are or were in force.
    function _requireKnown(Agreement memory agreement)
        private
        view
        returns (bytes32 root, bytes32 digest, Standing storage standing)
    {
        digest = digestOf(agreement);
        root = agreement.root == 0 ? digest : agreement.root;
        standing = _standings[root];
        require(_isConcluded(digest), NoSuchAgreement(digest));
    }

    /// @dev That the terms, in force or earlier ones, can still pay.
    function _requirePayable(Agreement memory agreement) private view returns (bytes32 root, bytes32 digest) {
        Standing storage standing;
        (root, digest, standing) = _requireKnown(agreement);
        if (digest != currentOf(root) && standing.state == State.Superseded) return (root, digest);
        _requireRunning(root, standing.state);
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

    function _issuerOf(uint256 id) private pure returns (address) {
        // The low 160 bits are the address.
        return address(uint160(id));
    }

    function _balanceOf(bytes32 root, uint256 id) private view returns (uint256) {
        return LEDGER.balanceOf(LEDGER.accountOf(address(this), root), id);
    }
}
