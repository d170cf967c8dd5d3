// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Calendar} from "src/libraries/Calendar.sol";
import {Waterfall} from "src/libraries/Waterfall.sol";
import {Metered, Version} from "src/types/Books.sol";
import {Monthly} from "src/types/Clauses.sol";
import {Standing, State} from "src/types/Standing.sol";
import {Agreement} from "src/types/Terms.sol";

import {SplitsBase} from "../splits/SplitsBase.t.sol";

/// @notice Leads one agreement through everything that can happen to it, and remembers what must hold.
contract SplitsHandler is SplitsBase {
    uint256 private constant MAX_VERSIONS = 4;

    bytes32 public root;
    uint256 public received;
    uint256 public refunded;
    /// @dev The states seen, in order; entitlements that fell; clauses that took too much.
    bool public wentBack;
    bool public fell;
    State private _state;
    /// @dev Encoded: only the IR pipeline copies an agreement into storage.
    bytes[] private _versions;
    mapping(bytes32 digest => mapping(uint256 receiver => uint256 amount)) private _entitled;
    mapping(bytes32 digest => mapping(uint256 clause => int256 amount)) private _dues;

    constructor() {
        setUp();
        Agreement memory agreement = _site();
        agreement.rules.signBy = type(uint40).max;
        _versions.push(abi.encode(agreement));
        root = _conclude(agreement);
    }

    modifier watched() {
        _;
        State state = splits.stateOf(root);
        if (uint8(state) < uint8(_state)) wentBack = true;
        _state = state;
        for (uint256 i; i < _versions.length; ++i) {
            bytes32 digest = splits.digestOf(_version(i));
            uint256[] memory amounts = splits.entitledOf(_version(i));
            for (uint256 j; j < amounts.length; ++j) {
                if (amounts[j] < _entitled[digest][j]) fell = true;
                _entitled[digest][j] = amounts[j];
            }
        }
    }

    /* WHAT HAPPENS */

    function pay(uint40 amount, uint8 days_) external watched {
        if (_isOver()) return;
        _pay(root, amount, uint40(block.timestamp + uint256(days_) * 1 days / 4));
        received += amount;
    }

    function payInPerson(uint40 amount) external watched {
        if (_isOver()) return;
        cashier.issue(asset, address(0xBEEF), amount);
        vm.prank(address(0xBEEF));
        ledger.pay(address(splits), root, asset, amount, "");
        received += amount;
    }

    function refund(uint40 amount, uint8 days_) external watched {
        _refund(root, amount, uint40(block.timestamp + uint256(days_) * 1 days / 4));
        refunded += amount;
    }

    function surprise(uint40 amount) external watched {
        if (_isOver() || amount == 0) return;
        cashier.issue(asset, _accountOf(root), amount);
        splits.observe(_current());
        received += amount;
    }

    function close(uint32 quantity) external watched {
        Agreement memory agreement = _current();
        if (_isOver() || agreement.rules.period.closeAfter == 0) return;
        uint128[] memory quantities = new uint128[](agreement.rules.monthly.length);
        if (quantities.length != 0) quantities[1] = quantity;
        _addDues(agreement, quantities);
        _close(agreement, _monthClose(agreement, quantities));
    }

    function closeByDefault() external watched {
        Agreement memory agreement = _current();
        if (_isOver() || agreement.rules.period.closeAfter == 0) return;
        vm.warp(block.timestamp + 70 days);
        bytes32 digest = splits.digestOf(agreement);
        uint128[] memory quantities = new uint128[](agreement.rules.monthly.length);
        for (uint256 i; i < quantities.length; ++i) {
            quantities[i] = splits.meteredOf(digest, i).quantity + agreement.rules.monthly[i].defaultQuantity;
        }
        try splits.closeByDefault(agreement) {
            _addDuesAfter(agreement, quantities);
        } catch {}
    }

    function settle(uint256 version) external watched {
        if (splits.stateOf(root) == State.Completed || _isFrozen()) return;
        splits.settle(_version(bound(version, 0, _versions.length - 1)));
    }

    function unlock(uint256 version) external watched {
        if (splits.stateOf(root) == State.Completed) return;
        Agreement memory agreement = _version(bound(version, 0, _versions.length - 1));
        if (agreement.rules.clauses.length == 1 || block.timestamp > NOW + 60 days) return;
        if (Waterfall.lockOf(splits.versionOf(splits.digestOf(agreement)).locks, 1) != Waterfall.WAITING) return;
        _unlock(agreement, 3);
    }

    function amend(uint256 kind) external watched {
        if (splits.stateOf(root) != State.Effective || _isFrozen() || _versions.length == MAX_VERSIONS) return;
        Agreement memory current = _current();
        Agreement memory next = _nextOf(current, kind);
        uint256 monthly = current.rules.monthly.length;
        bytes32 previous = splits.digestOf(current);
        uint128[] memory quantities = new uint128[](monthly);
        for (uint256 i; i < monthly; ++i) {
            quantities[i] = splits.meteredOf(previous, i).quantity;
        }
        if (current.rules.period.closeAfter != 0 && _hasBegun()) _addDues(current, quantities);
        bytes32 digest = _amend(next, current);
        for (uint256 i; i < next.rules.monthly.length; ++i) {
            if (next.rules.monthly[i].continues != 0) _dues[digest][i] = splits.meteredOf(previous, i).unpaid;
        }
        _versions.push(abi.encode(next));
    }

    function freeze() external watched {
        if (_isOver() || _isFrozen() || splits.standingOf(root).frozenFor >= 10 days) return;
        _freeze(_current());
    }

    function resume() external watched {
        if (_isOver() || !_isFrozen()) return;
        _resume(_current());
    }

    function terminate(uint256 chance) external watched {
        if (splits.stateOf(root) != State.Effective || _isFrozen() || chance % 8 != 0) return;
        _terminate(_current());
    }

    function complete() external watched {
        if (splits.stateOf(root) != State.Terminated) return;
        try splits.complete(_current()) {} catch {}
    }

    function wait(uint24 time) external watched {
        vm.warp(block.timestamp + time % 20 days);
    }

    /* WHAT MUST HOLD */

    function versions() external view returns (uint256) {
        return _versions.length;
    }

    /// @dev What all versions hold that is taken and not paid, from the totals stored and what was paid.
    function unpaid() external view returns (uint256 sum) {
        for (uint256 i; i < _versions.length; ++i) {
            bytes32 digest = splits.digestOf(_version(i));
            sum += splits.versionOf(digest).base;
            for (uint256 j; j < _version(i).rules.monthly.length; ++j) {
                sum += splits.meteredOf(digest, j).taken;
            }
        }
        sum -= paid();
    }

    function paid() public view returns (uint256) {
        return _heldBy(alice) + _heldBy(bob) + _heldBy(carol);
    }

    function returned() external view returns (uint256) {
        return _receivable(root);
    }

    function balance() external view returns (uint256) {
        return _heldBy(_accountOf(root));
    }

    function standing() external view returns (Standing memory) {
        return splits.standingOf(root);
    }

    function isWithinLimits() external view returns (bool) {
        for (uint256 i; i < _versions.length; ++i) {
            bytes32 digest = splits.digestOf(_version(i));
            Version memory version = splits.versionOf(digest);
            // The tier, by what Bob is entitled to: 30 % up to 100,000, over all the versions it continues.
            if (_version(i).rules.clauses.length == 1) continue;
            uint256 tier = uint256(version.base) * 3000 / 10_000;
            uint256 continued = splits.continuedOf(digest, 0);
            uint256 limit = continued < 100_000 ? 100_000 - continued : 0;
            if (tier > limit) tier = limit;
            if (continued > 100_000 || splits.entitledOf(_version(i))[1] < tier) return false;
        }
        return true;
    }

    function areDuesKept() external view returns (bool) {
        for (uint256 i; i < _versions.length; ++i) {
            bytes32 digest = splits.digestOf(_version(i));
            for (uint256 j; j < _version(i).rules.monthly.length; ++j) {
                Metered memory metered = splits.meteredOf(digest, j);
                if (int256(uint256(metered.taken)) + metered.unpaid != _dues[digest][j]) return false;
            }
        }
        return true;
    }

    /* HELPERS */

    function _current() private view returns (Agreement memory) {
        return _version(_versions.length - 1);
    }

    function _isOver() private view returns (bool) {
        return splits.stateOf(root) == State.Completed;
    }

    function _isFrozen() private view returns (bool) {
        return splits.standingOf(root).frozenUntil > block.timestamp;
    }

    /// @dev The site again, continued where it can be; or no months; or months without monthly clauses.
    function _nextOf(Agreement memory current, uint256 kind) private view returns (Agreement memory next) {
        kind = kind % 3;
        next = kind == 0 ? _site() : kind == 1 ? _plain() : _monthlyTerms();
        next.prose = keccak256(abi.encode(_versions.length));
        next.rules.signBy = type(uint40).max;
        next.rules.period.firstMonth = kind == 1 ? 0 : NOVEMBER;
        if (kind == 0 && current.rules.monthly.length == 2) {
            (next.rules.monthly[0].continues, next.rules.monthly[1].continues) = (1, 2);
            next.rules.clauses[0].continues = 1;
        }
        return _next(next, current);
    }

    /// @dev An amendment closes no month that has not begun.
    function _hasBegun() private view returns (bool) {
        Standing memory standing = splits.standingOf(root);
        return Calendar.startOf(standing.openMonth, standing.utcOffsetMinutes) <= block.timestamp;
    }

    function _addDues(Agreement memory agreement, uint128[] memory quantities) private {
        bytes32 digest = splits.digestOf(agreement);
        for (uint256 i; i < quantities.length; ++i) {
            _dues[digest][i] += _due(agreement.rules.monthly[i], splits.meteredOf(digest, i).quantity, quantities[i]);
        }
    }

    /// @dev The close has been made: the quantity before it was lower by the default.
    function _addDuesAfter(Agreement memory agreement, uint128[] memory quantities) private {
        bytes32 digest = splits.digestOf(agreement);
        for (uint256 i; i < quantities.length; ++i) {
            Monthly memory clause = agreement.rules.monthly[i];
            _dues[digest][i] += _due(clause, quantities[i] - clause.defaultQuantity, quantities[i]);
        }
    }

    function _due(Monthly memory clause, uint256 before, uint256 quantity) private pure returns (int256 due) {
        due = int256(uint256(clause.amount));
        if (clause.perQuantity == 0) return due;
        due += int256(clause.price * quantity / clause.perQuantity);
        due -= int256(clause.price * before / clause.perQuantity);
    }

    function _version(uint256 i) private view returns (Agreement memory) {
        return abi.decode(_versions[i], (Agreement));
    }
}
