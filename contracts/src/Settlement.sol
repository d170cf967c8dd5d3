// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";

import {DeadlinePassed} from "./Errors.sol";
import {Facts} from "./Facts.sol";
import {Ledger} from "./Ledger.sol";
import {Records} from "./Records.sol";
import {Calendar} from "./libraries/Calendar.sol";
import {Entitlements} from "./libraries/Entitlements.sol";
import {Months} from "./libraries/Months.sol";
import {Registers} from "./libraries/Registers.sol";
import {Waterfall} from "./libraries/Waterfall.sol";
import {Book, Bucket, Receiver, RegisterState, Version} from "./types/Books.sol";
import {Clause, Lock, Monthly, Register} from "./types/Clauses.sol";
import {Confirmations, Fact, TOPIC_MONTH} from "./types/Fact.sol";
import {Standing, State} from "./types/Standing.sol";
import {Agreement, MonthClose} from "./types/Terms.sol";

/// @title Settlement
/// @notice Divides months and pays: the part of `Splits` that runs in its storage and under its address. It is deployed by
/// `Splits`, which has no other; on its own it holds nothing.
contract Settlement is Records {
    using Entitlements for Book;
    using FixedPointMathLib for uint256;
    using Months for Standing;
    using Registers for RegisterState;
    using SafeCastLib for uint256;
    using SafeCastLib for int256;

    constructor(Ledger ledger, Facts facts) Records(ledger, facts) {}

    /* OBSERVING */

    /// @dev See `Splits.observe`.
    function observe(Agreement memory agreement) external returns (uint128 amount) {
        _collect(agreement);
        (bytes32 root, bytes32 digest,) = _requireInForce(agreement);

        amount = _observe(agreement, digest, root);
        require(amount != 0, NothingToObserve(root));
    }

    function _observe(Agreement memory agreement, bytes32 digest, bytes32 root) private returns (uint128 amount) {
        uint256 asset = agreement.money.asset;
        Standing storage standing = _standings[root];
        uint256 booked = uint256(standing.reserved) + standing.held + _books.unpaidOf(agreement, digest);
        amount = (_balanceOf(root, asset) - booked).toUint128();
        if (amount != 0) _book(root, asset, 0, address(0), 0, amount);
    }

    /* CLOSING MONTHS */

    /// @dev See `Splits.close`.
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
        Fact memory fact;
        fact.round = round;
        fact.observedAt = observedAt;
        bytes32 subject = keccak256(abi.encode(root, month));
        bytes32 value = keccak256(abi.encode(monthClose));
        _requireFact(fact, agreement.rules.quorum, TOPIC_MONTH, subject, value, confirmations);

        _close(agreement, digest, root, monthClose, false, confirmations.mask);
        if (!_isFrozen(_standings[root])) _settle(agreement, digest, root);
    }

    /// @dev See `Splits.closeByDefault`.
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

    /// @dev See `Splits.unlock`.
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
        Lock memory lock = locked.lock;
        bytes32 quorum = agreement.rules.quorum;
        _requireFact(fact, quorum, lock.topic, lock.subject, bytes32(uint256(1)), confirmations);

        // Fits: two bits for each of at most 32 clauses.
        _books.versions[digest].locks = uint64(locks | Waterfall.UNLOCKED << (2 * index));
        emit LockResolved(root, digest, clause, true, confirmations.mask);
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

    /// @dev See `Splits.settle`.
    function settle(Agreement memory agreement) external returns (uint256 paid) {
        (bytes32 root, bytes32 digest) = _requirePayable(agreement);
        _requireNotFrozen(_standings[root]);

        return _settle(agreement, digest, root);
    }

    /// @dev See `Splits.settleRegister`.
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
        uint32 cursor = state.cursor;
        if (cursor == 0) state.target = state.credited;
        require(state.target > state.settled, NothingToPay(id));
        (address[] memory accounts, uint256[] memory amounts, bool isNext) =
            state.advance(register, address(LEDGER), receivers, proof, flags);
        require(isNext, NotInRegister(registerKey, cursor));
        paid = Waterfall.sumOf(amounts);

        _registers[registerKey][id] = state;
        emit RegisterSettled(root, registerKey, id, state.cursor, state.target, paid);

        LEDGER.distribute(registerKey, id, accounts, amounts);
    }

    /// @dev See `Splits.divide`.
    function divide(Agreement memory agreement, uint256 id) external returns (uint256 paid) {
        (bytes32 root, bytes32 digest, Standing storage standing) = _requireKnown(agreement);
        require(digest == currentOf(root), NotInForce(digest, currentOf(root)));
        _requireNotFrozen(standing);
        require(id != agreement.money.asset || standing.state == State.Completed, WrongAsset(root, id));
        Clause memory last = agreement.rules.clauses[agreement.rules.clauses.length - 1];
        uint256[] memory amounts = Entitlements.none(agreement);
        Waterfall.divideDown(last.shares, last.total, _balanceOf(root, id), amounts);

        paid = Waterfall.sumOf(amounts);
        require(paid != 0, NothingToPay(id));
        emit SurplusDivided(root, id, paid);

        _pay(agreement, root, id, amounts);
    }

    /// @dev See `Splits.complete`.
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
        paid = Waterfall.sumOf(amounts);

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

    /// @dev See `Splits.entitledOf`.
    function entitledOf(Agreement memory agreement) external view returns (uint256[] memory) {
        (bytes32 root, bytes32 digest,) = _requireKnown(agreement);
        return _books.entitledOf(agreement, digest, _locksNow(agreement, digest, root));
    }

    /* HANDING OVER */

    /// @dev Closes the books of the version in force and opens those of the next; `Splits` alone reaches it, and has checked. A month
    /// that has not begun is left to the next version, and nothing of it is due.
    function succeed(Agreement memory next, bytes32 digest, Agreement memory current, bytes32 previous, bytes32 root)
        external
    {
        uint256 asset = current.money.asset;
        require(next.money.asset == asset, AssetChanged(next.money.asset, asset));
        _observe(current, previous, root);
        Standing storage standing = _standings[root];
        bool hadPeriod = standing.hasPeriod;
        bool hasPeriod = next.rules.period.closeAfter != 0;
        bool hasBegun = Calendar.startOf(standing.openMonth, standing.utcOffsetMinutes) <= block.timestamp;
        if (hadPeriod && hasBegun) {
            MonthClose memory monthClose = _standIn(current.rules.monthly, previous, root, standing.openMonth);
            _close(current, previous, root, monthClose, true, 0);
        }

        standing.reserved = (standing.reserved + _books.unpaidOf(current, previous)).toUint104();
        ++standing.pending;
        standing.hasPeriod = hasPeriod;
        _books.versions[digest].concluded = true;
        _books.continueFrom(next.rules, digest, current.rules, previous);
        if (hadPeriod && hasPeriod) standing.utcOffsetMinutes = next.rules.period.utcOffsetMinutes;
        if (!hadPeriod && hasPeriod) {
            standing.begin(next.rules.period);
            _books.buckets[root][standing.openMonth].net = -int256(uint256(standing.owed)).toInt112();
        }
        if (hadPeriod && !hasPeriod) {
            (uint128 returned, uint128 rest) = standing.drop(_books.buckets[root]);
            _books.versions[digest].base = rest;
            _return(root, asset, returned);
        }
    }

    /// @dev Pays, then moves what the version in force still holds; `Splits` alone reaches it, and has checked.
    function moveOut(Agreement memory agreement, bytes32 digest, bytes32 root, address successor) external {
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

    /// @dev That the terms, in force or earlier ones, can still pay.
    function _requirePayable(Agreement memory agreement) private view returns (bytes32 root, bytes32 digest) {
        Standing storage standing;
        (root, digest, standing) = _requireKnown(agreement);
        if (digest != currentOf(root) && standing.state == State.Superseded) return (root, digest);
        _requireRunning(root, standing.state);
    }

    function _balanceOf(bytes32 root, uint256 id) private view returns (uint256) {
        return LEDGER.balanceOf(LEDGER.accountOf(address(this), root), id);
    }
}
